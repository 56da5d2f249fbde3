namespace Stockade.Workspace;

/// <summary>What one element of a compiled pattern matches.</summary>
internal enum GitIgnoreTokenKind
{
    /// <summary>One byte of a set; never a slash unless the set is that single literal.</summary>
    Set,

    /// <summary>Any run of bytes without a slash.</summary>
    Star,

    /// <summary>Any run of bytes.</summary>
    DeepStar,

    /// <summary>Nothing, or nothing together with the next two elements: <c>**/</c> may match no folder at all.</summary>
    Fork,

    /// <summary>Nothing ever: a set without its closing bracket.</summary>
    Never,
}
