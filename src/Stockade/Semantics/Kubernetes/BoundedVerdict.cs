namespace Stockade.Semantics.Kubernetes;

/// <summary>The narrowest and the widest verdict that the unknown parts allow. Wider answers are greater.</summary>
internal sealed record BoundedVerdict<TAnswer>(Verdict<TAnswer> Lower, Verdict<TAnswer> Upper)
    where TAnswer : struct, Enum
{
    public bool IsCertain => EqualityComparer<TAnswer>.Default.Equals(Lower.Answer, Upper.Answer);

    public static BoundedVerdict<TAnswer> Certain(Verdict<TAnswer> verdict) => new(verdict, verdict);

    /// <summary>Either of two: what both agree on remains.</summary>
    public BoundedVerdict<TAnswer> Or(BoundedVerdict<TAnswer> other) =>
        new(Compare(other.Lower, Lower) < 0 ? other.Lower : Lower, Compare(other.Upper, Upper) > 0 ? other.Upper : Upper);

    public Verdict<TAnswer> Settle(Func<string> because) =>
        IsCertain ? Lower : new Verdict<TAnswer>(default, VerdictReason.Undecided, because(), Upper.Evidence);

    private static int Compare(Verdict<TAnswer> left, Verdict<TAnswer> right) => Comparer<TAnswer>.Default.Compare(left.Answer, right.Answer);
}
