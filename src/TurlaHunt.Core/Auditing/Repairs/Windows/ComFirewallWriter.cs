using System;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Threading;
using TurlaHunt.Auditing.Stores;
using TurlaHunt.Native;

namespace TurlaHunt.Auditing.Repairs.Windows;

/// <summary>
/// Adds and removes local firewall rules through the firewall's own interface (INetFwPolicy2, INetFwRule; netfw.h): it has the
/// service take them up, as writing to the registry does not.
/// </summary>
internal sealed class ComFirewallWriter : IFirewallWriter
{
    private const string PolicyClass = "HNetCfg.FwPolicy2";
    private const string RuleClass = "HNetCfg.FWRule";
    private const int Outbound = 2;
    private const int Block = 0;
    private const int AllProfiles = int.MaxValue;

    // The service answers within a second. Where there is none behind the interface, a call may never come back.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    public int Add(string name, FirewallRule rule) => Run(() =>
    {
        object made = Make(RuleClass);
        Set(made, "Name", name);
        Set(made, "Description", "Made by TurlaHunt. Its journal of repairs takes it back.");
        Set(made, "Direction", Outbound);
        Set(made, "Action", Block);
        Set(made, "Protocol", int.Parse(rule["Protocol"].Single(), CultureInfo.InvariantCulture));
        Set(made, "RemotePorts", string.Join(",", rule["RPort"]));
        string[] addresses = [.. rule["RA4"], .. rule["RA6"]];
        if (addresses.Length > 0)
        {
            Set(made, "RemoteAddresses", string.Join(",", addresses));
        }

        Set(made, "Profiles", rule["Profile"].Select(ProfileOf).DefaultIfEmpty(AllProfiles).Aggregate((all, one) => all | one));
        Set(made, "Enabled", true);
        object rules = Get(Make(PolicyClass), "Rules");
        rules.GetType().InvokeMember("Add", BindingFlags.InvokeMethod, null, rules, [made], CultureInfo.InvariantCulture);
    });

    /// <inheritdoc/>
    public int Remove(string name) => Run(() =>
    {
        object rules = Get(Make(PolicyClass), "Rules");
        rules.GetType().InvokeMember("Remove", BindingFlags.InvokeMethod, null, rules, [name], CultureInfo.InvariantCulture);
    });

    // NET_FW_PROFILE_TYPE2.
    private static int ProfileOf(string profile) => profile switch
    {
        "Domain" => 1,
        "Private" => 2,
        "Public" => 4,
        _ => throw new ArgumentException($"There is no profile {profile}.", nameof(profile)),
    };

    private static object Make(string name)
    {
        Type? type = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? Type.GetTypeFromProgID(name) : null;
        return (type is null ? null : Activator.CreateInstance(type)) ?? throw new NotSupportedException($"There is no {name}.");
    }

    private static void Set(object target, string property, object value) =>
        target.GetType().InvokeMember(property, BindingFlags.SetProperty, null, target, [value], CultureInfo.InvariantCulture);

    private static object Get(object target, string property) =>
        target.GetType().InvokeMember(property, BindingFlags.GetProperty, null, target, null, CultureInfo.InvariantCulture)!;

    private static int Run(Action call)
    {
        int error = WindowsError.Timeout;
        Thread thread = new(() => error = ErrorOf(call)) { IsBackground = true };
        thread.Start();
        return thread.Join(Patience) ? error : WindowsError.Timeout;
    }

    // Whatever comes of the interface comes to the one who waits: on a thread of its own an exception would end the process.
    private static int ErrorOf(Action call)
    {
        try
        {
            call();
            return WindowsError.None;
        }
        catch (NotSupportedException)
        {
            return WindowsError.NotImplemented;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return WindowsError.OfResult((failure.InnerException ?? failure).HResult);
        }
    }
}
