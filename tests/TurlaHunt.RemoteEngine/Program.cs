using System;
using System.Management.Automation;
using System.Management.Automation.Remoting;
using System.Reflection;

namespace TurlaHunt.RemoteEngine;

/// <summary>
/// Serves PowerShell sessions over named pipes until the standard input ends, as it does with the process that started this one.
/// Each argument is the name of a pipe, and each pipe serves one session at a time.
/// </summary>
internal static class Program
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic;

    private static void Main(string[] pipes)
    {
        RemoteSessionNamedPipeServer.CreateCustomNamedPipeServer(pipes[0]);
        foreach (string pipe in pipes.AsSpan(1))
        {
            Serve(pipe);
        }

        Console.WriteLine("listening");
        Console.In.ReadToEnd();
    }

    // The public way serves one session in a process. The engine itself can do more; a fleet would else be as many processes.
    private static void Serve(string pipe)
    {
        Type mediator = typeof(PSObject).Assembly.GetType("System.Management.Automation.Remoting.Server.NamedPipeProcessMediator", throwOnError: true)!;
        MethodInfo start = mediator.BaseType!.GetMethod("Start", Hidden)!;
        RemoteSessionNamedPipeServer server = Make<RemoteSessionNamedPipeServer>(typeof(RemoteSessionNamedPipeServer), pipe);
        Type crypto = typeof(PSObject).Assembly.GetType("System.Management.Automation.Internal.PSRemotingCryptoHelperServer", throwOnError: true)!;
        Action<RemoteSessionNamedPipeServer> talk = session => start.Invoke(
            Make<object>(mediator, session), [null, Activator.CreateInstance(crypto, nonPublic: true), null, null, null]);
        typeof(RemoteSessionNamedPipeServer).GetMethod("StartListening", Hidden)!.Invoke(server, [talk]);
    }

    private static T Make<T>(Type type, object argument) => (T)Activator.CreateInstance(type, Hidden, null, [argument], null)!;
}
