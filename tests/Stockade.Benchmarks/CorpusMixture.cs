namespace Stockade.Benchmarks;

/// <summary>What the files of a corpus hold.</summary>
internal enum CorpusMixture
{
    /// <summary>Applications in a third of the files.</summary>
    Repository,

    /// <summary>Nothing that a rule asks for.</summary>
    Uninteresting,
}
