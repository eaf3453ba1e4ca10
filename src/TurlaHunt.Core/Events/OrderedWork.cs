using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace TurlaHunt.Events;

/// <summary>Work that is done by several threads, a bounded stretch ahead, and handed out in its order.</summary>
internal static class OrderedWork
{
    /// <summary>Does a piece of work for each input.</summary>
    /// <param name="inputs">The inputs; asked for on the caller's thread, and only when there is room.</param>
    /// <param name="work">The work. It is called on several threads at once.</param>
    /// <param name="degree">How many pieces are done at once. One: on the caller's thread, and none ahead.</param>
    /// <returns>The results in the order of the inputs. Whoever stops early waits for what has begun.</returns>
    public static IEnumerable<TResult> Run<TInput, TResult>(
        IEnumerable<TInput> inputs, Func<TInput, TResult> work, int degree)
    {
        Queue<Task<TResult>> begun = new();
        try
        {
            foreach (TInput input in inputs)
            {
                if (degree <= 1)
                {
                    yield return work(input);
                    continue;
                }

                begun.Enqueue(Task.Run(() => work(input)));
                if (begun.Count > degree)
                {
                    yield return begun.Dequeue().GetAwaiter().GetResult();
                }
            }

            while (begun.Count > 0)
            {
                yield return begun.Dequeue().GetAwaiter().GetResult();
            }
        }
        finally
        {
            // What is being read must not be closed under the feet of those who read.
            foreach (Task<TResult> task in begun)
            {
                ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
            }
        }
    }
}
