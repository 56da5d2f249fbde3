namespace Stockade.Tests.Semantics.AzureCli;

/// <summary>A statement of a generated batch file.</summary>
internal sealed record BatchStatement(string Kind, string Text)
{
    public List<BatchStatement> Body { get; init; } = [];

    public List<string> Items { get; init; } = [];

    public string Render() => Kind switch
    {
        "az" => $"call az{Text}",
        "set" => $"set {Text}",
        "setlocal" => "setlocal EnableDelayedExpansion",
        "if" => $"if {Text} (\n{Lines()}\n)",
        "for" => $"for %%v in ({string.Join(' ', Items)}) do (\n{Lines()}\n)",
        _ => $"(\n{Lines()}\n)",
    };

    private string Lines() => string.Join('\n', Body.Select(static statement => statement.Render()));
}
