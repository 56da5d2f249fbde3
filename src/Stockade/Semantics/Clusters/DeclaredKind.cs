namespace Stockade.Semantics.Clusters;

/// <summary>What a value of a declaration is.</summary>
internal enum DeclaredKind
{
    /// <summary>An expression or a placeholder that the files do not decide.</summary>
    Unknown,
    Null,
    Text,
    Flag,
    Number,
    List,
    Object,
}
