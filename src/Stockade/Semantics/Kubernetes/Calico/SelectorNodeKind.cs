namespace Stockade.Semantics.Kubernetes.Calico;

/// <summary>What a node of a selector expression says.</summary>
internal enum SelectorNodeKind
{
    /// <summary>A question about one label.</summary>
    Test,

    /// <summary><c>all()</c>, and the empty selector.</summary>
    All,

    /// <summary><c>global()</c>: what lies in no namespace.</summary>
    Global,
    Not,
    And,
    Or,

    /// <summary>It cannot be read from the file.</summary>
    Unknown,
}
