namespace Stockade.Semantics.AzureCli.Evaluation;

/// <summary>An element of an array or of the positional parameters; or, with <see cref="IsAnyNumber"/>, an unknown number of them.</summary>
internal readonly record struct ShellItem(ShellString Value, bool IsAnyNumber)
{
    public static ShellItem Of(ShellString value) => new(value, IsAnyNumber: false);

    public static ShellItem AnyNumber(string symbol) => new(ShellString.Unknown(symbol), IsAnyNumber: true);

    public bool IsSameAs(ShellItem other) => IsAnyNumber == other.IsAnyNumber && Value.IsSameAs(other.Value);
}
