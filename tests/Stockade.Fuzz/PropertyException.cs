namespace Stockade.Fuzz;

/// <summary>Something that holds for every input does not hold for this one.</summary>
internal sealed class PropertyException : Exception
{
    public PropertyException()
    {
    }

    public PropertyException(string message)
        : base(message)
    {
    }

    public PropertyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
