using System;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using TurlaHunt.Commands;
using Xunit;

namespace TurlaHunt.Tests.Commands;

/// <summary>What needs Windows cannot run here. That every call of it exists where the engine brings its target can be seen all the same.</summary>
public sealed class WindowsChannelTests
{
    private const BindingFlags Own =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    [Theory]
    [InlineData("WindowsChannels")]
    [InlineData("WindowsChannelSession")]
    [InlineData("WindowsChannelEvent")]
    [InlineData("WindowsSubscription")]
    public void Every_call_is_there_in_the_reader_that_the_engine_ships(string name)
    {
        Type type = typeof(ChannelReaders).Assembly.GetType("TurlaHunt.Commands." + name, throwOnError: true)!;
        MethodBase[] methods = [.. Nested(type).SelectMany(one => one.GetMethods(Own).Concat<MethodBase>(one.GetConstructors(Own)))];
        Assert.NotEmpty(methods);
        Assert.All(methods.Where(method => !method.IsAbstract && !method.ContainsGenericParameters), method =>
            RuntimeHelpers.PrepareMethod(method.MethodHandle));
    }

    private static Type[] Nested(Type type) =>
        [type, .. type.GetNestedTypes(Own).Where(inner => !inner.ContainsGenericParameters).SelectMany(Nested)];
}
