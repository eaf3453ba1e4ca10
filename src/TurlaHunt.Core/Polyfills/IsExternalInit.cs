#if NETFRAMEWORK
namespace System.Runtime.CompilerServices;

/// <summary>What the compiler needs for <c>init</c> accessors and records where the framework lacks it.</summary>
internal static class IsExternalInit;
#endif
