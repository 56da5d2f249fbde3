using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell;

/// <summary><c>name=value</c>, <c>name+=value</c>, <c>name[subscript]=value</c> or <c>name=(elements)</c>.</summary>
internal sealed record ShellAssignment(TextSpan Span, string Name, bool IsAppend) : ShellNode(Span)
{
    public ShellWord? Subscript { get; init; }

    public ShellWord? Value { get; init; }

    public ArrayLiteral? Array { get; init; }
}
