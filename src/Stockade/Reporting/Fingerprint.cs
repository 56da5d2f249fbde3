using System.IO.Hashing;
using System.Text;
using Stockade.Analysis;

namespace Stockade.Reporting;

/// <summary>What identifies a diagnostic from run to run: the rule, its subject and the cause, no lines and no message.</summary>
internal static class Fingerprint
{
    public static string Of(RuleDiagnostic diagnostic)
    {
        var subject = diagnostic.Subject;
        var identity = new StringBuilder();
        Append(diagnostic.Id);
        Append(subject.Scope);
        Append(subject.Namespace);
        Append(subject.Workload);
        Append(subject.Policy);
        Append(subject.Cluster);
        Append(subject.Cause);

        // A syntax error has no object to be identified by; its file is the nearest thing.
        if (subject is { Namespace: null, Workload: null, Policy: null, Cluster: null })
            Append(diagnostic.Location.File?.Path);
        return Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes(identity.ToString())));

        // The length tells "ab" + "c" from "a" + "bc", and nothing from an empty part.
        void Append(string? part) => identity.Append(part is null ? "-" : $"{part.Length}:{part}").Append(';');
    }
}
