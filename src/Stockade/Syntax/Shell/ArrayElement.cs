namespace Stockade.Syntax.Shell;

/// <summary>An element of an array literal, with the subscript of <c>[subscript]=value</c>.</summary>
internal sealed record ArrayElement(ShellWord? Subscript, ShellWord Value)
{
    public bool IsAppend { get; init; }
}
