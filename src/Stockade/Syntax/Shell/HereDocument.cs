namespace Stockade.Syntax.Shell;

/// <summary>The body of a here-document. It stands on the lines after its command, so the parser fills it in when it gets there.</summary>
internal sealed class HereDocument(string delimiter, bool isQuoted, bool stripsTabs)
{
    public string Delimiter { get; } = delimiter;

    /// <summary>True where the delimiter is quoted: the body is then literal.</summary>
    public bool IsQuoted { get; } = isQuoted;

    public bool StripsTabs { get; } = stripsTabs;

    public ShellWord? Body { get; set; }

    /// <summary>The lines of the body before expansion, and where they stand.</summary>
    public ShellText? Text { get; set; }
}
