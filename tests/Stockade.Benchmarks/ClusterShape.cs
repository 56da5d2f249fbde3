namespace Stockade.Benchmarks;

/// <summary>How workloads and policies meet.</summary>
internal enum ClusterShape
{
    /// <summary>A hundred namespaces, each with a default deny and one policy per application.</summary>
    ManyNamespaces,

    /// <summary>One namespace, one policy per two applications by label.</summary>
    OneNamespace,

    /// <summary>One namespace, policies that say only what a label is not: no index helps.</summary>
    Expressions,

    /// <summary>One namespace, a hundred policies that select everything, the rest one application each.</summary>
    SharedPolicies,

    /// <summary>A hundred namespaces; policies of every kind, of namespaces and of the cluster, by turns.</summary>
    MixedKinds,
}
