namespace Stockade.Workspace;

/// <summary>One element of a compiled pattern. <see cref="Literal"/> is the only byte it matches, or -1 where <see cref="Members"/> says.</summary>
internal readonly record struct GitIgnoreToken(GitIgnoreTokenKind Kind, int Literal, byte[]? Members)
{
    public static GitIgnoreToken Of(GitIgnoreTokenKind kind) => new(kind, -1, null);

    public static GitIgnoreToken OfLiteral(byte value) => new(GitIgnoreTokenKind.Set, value, null);

    /// <summary>A set of bytes as 256 bits.</summary>
    public static GitIgnoreToken OfSet(byte[] members) => new(GitIgnoreTokenKind.Set, -1, members);

    public bool Matches(byte value) => Literal >= 0 ? Literal == value : (Members![value >> 3] & (1 << (value & 7))) != 0;
}
