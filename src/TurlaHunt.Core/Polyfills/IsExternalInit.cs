#if !NET
using System.ComponentModel;

namespace System.Runtime.CompilerServices;

/// <summary>What the compiler marks init-only setters with; .NET Framework has none of its own.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
internal static class IsExternalInit
{
}
#endif
