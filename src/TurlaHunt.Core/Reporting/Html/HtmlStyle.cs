namespace TurlaHunt.Reporting.Html;

/// <summary>How the page looks: on a wide screen, on a phone, and on paper.</summary>
internal static class HtmlStyle
{
    /// <summary>The style sheet. No character in it means anything to XML.</summary>
    public const string Sheet = """

        :root { --ink: #1d2430; --quiet: #5b6675; --rule: #d9dee5; --paper: #ffffff; --wash: #f5f7fa;
          --critical: #7d1128; --high: #b3261e; --medium: #b25e00; --low: #6b7280; --informational: #8a94a3;
          --good: #1b6e3c; --partial: #8a5a00; --blind: #4b3a86; }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 1080px; padding: 24px; color: var(--ink); background: var(--paper);
          font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
        h1 { font-size: 26px; line-height: 1.25; margin: 0 0 12px; overflow-wrap: anywhere; }
        h2 { font-size: 21px; line-height: 1.3; margin: 0 0 8px; overflow-wrap: anywhere; }
        h3 { font-size: 16px; margin: 26px 0 8px; }
        p { margin: 0 0 8px; }
        a { color: #174ea6; }
        ul { margin: 0 0 8px; padding-left: 20px; }
        li, dd, td, p { overflow-wrap: anywhere; }
        code { font: 13px/1.45 ui-monospace, "Cascadia Mono", Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere; }
        time { font-variant-numeric: tabular-nums; white-space: nowrap; margin-right: 8px; }
        .tool { color: var(--quiet); font-size: 13px; letter-spacing: .04em; text-transform: uppercase; margin: 0; }
        .quiet, footer { color: var(--quiet); font-size: 13px; }
        .summary { font-size: 16px; }
        .notice { background: #fff4e0; border-left: 4px solid var(--medium); padding: 8px 12px; }
        .counts .badge { margin-left: 10px; }
        .counts .badge:first-child { margin-left: 0; }
        .badge { display: inline-block; border-radius: 4px; padding: 1px 8px; font-size: 13px; font-weight: 600;
          color: #fff; background: var(--low); vertical-align: middle; white-space: nowrap; }
        .badge.v-found, .badge.s-high { background: var(--high); }
        .badge.s-critical { background: var(--critical); }
        .badge.s-medium { background: var(--medium); }
        .badge.v-clean, .badge.l-full { background: var(--good); }
        .badge.v-cleanpartial, .badge.l-partial { background: var(--partial); }
        .badge.v-blind, .badge.l-blind { background: var(--blind); }
        .computer { border-top: 2px solid var(--ink); margin-top: 36px; padding-top: 16px; }
        header + .computer { border-top: 0; margin-top: 0; padding-top: 0; }
        header + .computer h2 { display: none; }
        table { border-collapse: collapse; width: 100%; margin: 8px 0; }
        th { text-align: left; font-size: 13px; color: var(--quiet); font-weight: 600; }
        th, td { padding: 6px 10px 6px 0; border-bottom: 1px solid var(--rule); vertical-align: top; }
        .overview td + td { white-space: nowrap; }
        .overview td:first-child { min-width: 150px; }
        .weaker td { font-size: 13px; color: var(--quiet); }
        .weaker td:first-child { white-space: nowrap; }
        article { border-left: 4px solid var(--low); background: var(--wash); padding: 10px 14px; margin: 0 0 10px; }
        article.s-critical { border-color: var(--critical); }
        article.s-high { border-color: var(--high); }
        article.s-medium { border-color: var(--medium); }
        article p:last-child { margin-bottom: 0; }
        .chain { list-style: decimal; padding-left: 28px; }
        .chain li { padding: 6px 0 6px 6px; border-bottom: 1px solid var(--rule); }
        .stage { display: inline-block; min-width: 72px; font-weight: 600; margin-right: 8px; }
        dl { margin: 0; }
        dt { font-weight: 600; margin-top: 10px; }
        dd { margin: 4px 0 0; }
        .advice { color: var(--quiet); }
        .files { font-size: 13px; color: var(--quiet); }
        .timeline { overflow-x: auto; border: 1px solid var(--rule); border-radius: 6px; margin-bottom: 10px; }
        svg { display: block; width: 100%; min-width: 680px; font-family: inherit; }
        svg .lane { stroke: var(--rule); stroke-width: 1.5; }
        svg .tick { stroke: #eceff3; }
        svg .label, svg .day { font-size: 11px; fill: var(--quiet); }
        svg .label { text-anchor: middle; }
        svg text.hunt { font-size: 12px; fill: var(--ink); }
        svg text.count { font-size: 11px; font-weight: 700; fill: #fff; text-anchor: middle; }
        svg rect.chain { fill: #b3261e; fill-opacity: .07; stroke: #b3261e; stroke-opacity: .35; }
        svg text.chain { font-size: 11px; fill: var(--high); }
        svg rect.hatch { fill: #4b3a86; fill-opacity: .45; }
        svg rect.unseen { fill: url(#hatch); }
        svg circle { fill: var(--low); stroke: #fff; stroke-width: 1.5; }
        svg circle.s-critical { fill: var(--critical); }
        svg circle.s-high { fill: var(--high); }
        svg circle.s-medium { fill: var(--medium); }
        svg circle.s-informational { fill: var(--informational); }
        footer { border-top: 1px solid var(--rule); margin-top: 36px; padding-top: 10px; }
        @media (max-width: 640px) {
          body { padding: 14px; }
          h1 { font-size: 21px; }
          .overview thead { display: none; }
          .overview tr { display: block; border-bottom: 1px solid var(--rule); padding: 8px 0; }
          .overview td { display: block; border: 0; padding: 1px 0; }
          .overview td:empty { display: none; }
          .overview td::before { content: attr(data-label) " "; color: var(--quiet); display: inline-block; min-width: 84px; font-size: 13px; }
          .weaker td { display: block; border: 0; padding: 0; }
          .weaker tr { display: block; border-bottom: 1px solid var(--rule); padding: 6px 0; }
          .chain { padding-left: 22px; }
          .chain code, .chain .stage { display: block; }
        }
        @media print {
          @page { size: A4; margin: 14mm; }
          body { max-width: none; padding: 0; font-size: 10.5pt; }
          * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
          svg { min-width: 0; }
          .overview { font-size: 8.5pt; }
          article, .chain li, .timeline, tr, dt { break-inside: avoid; }
          h2, h3, dt { break-after: avoid; }
          a { color: inherit; text-decoration: none; }
        }

        """;
}
