using System.Collections;
using System.Management.Automation;

namespace TurlaHunt.Tests.Hosting;

/// <summary>Looks at collections that a pipeline still adds to: going through them would wait for its end.</summary>
internal static class OpenCollections
{
    /// <summary>What is in it by now. Nothing is added in the meantime.</summary>
    public static T[] Taken<T>(this PSDataCollection<T> collection)
    {
        lock (((ICollection)collection).SyncRoot)
        {
            T[] items = new T[collection.Count];
            collection.CopyTo(items, 0);
            return items;
        }
    }
}
