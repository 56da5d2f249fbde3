using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Stockade.Syntax.Yaml;

namespace Stockade.Semantics.Kubernetes.Kustomize;

/// <summary>A label selector in its text form, <c>a=b,c in (d,e),!f</c> (k8s.io/apimachinery/pkg/labels).</summary>
internal sealed partial class LabelQuery
{
    private readonly ImmutableArray<Requirement> _requirements;

    private LabelQuery(ImmutableArray<Requirement> requirements) => _requirements = requirements;

    /// <summary>The query, or null where the text is none.</summary>
    public static LabelQuery? Parse(string text)
    {
        var requirements = ImmutableArray.CreateBuilder<Requirement>();
        var position = 0;
        while (position < text.Length)
        {
            var match = Pattern().Match(text, position);
            if (!match.Success)
                return string.IsNullOrWhiteSpace(text) ? new LabelQuery([]) : null;
            requirements.Add(Requirement.Create(match));
            position = match.Index + match.Length;
        }

        return new LabelQuery(requirements.ToImmutable());
    }

    public bool Matches(YamlMapping? labels) => _requirements.All(requirement => requirement.Matches((labels?[requirement.Key] as YamlScalar)?.Value));

    [GeneratedRegex(
        @"\G\s*(?:(?<not>!)\s*(?<key>[\w./-]+)|(?<key>[\w./-]+)\s*(?:(?<op>==|=|!=|<|>)\s*(?<value>[\w./-]*)|\s(?<op>in|notin)\s*\((?<values>[^()]*)\))?)\s*(?:,(?=.)|$)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();

    private sealed record Requirement(string Key, string Operator, ImmutableArray<string> Values)
    {
        public static Requirement Create(Match match)
        {
            var @operator = match.Groups["not"].Success ? "!" : match.Groups["op"].Value;
            ImmutableArray<string> values = match.Groups["values"].Success
                ? [.. match.Groups["values"].Value.Split(',').Select(static value => value.Trim())]
                : [match.Groups["value"].Value];
            return new Requirement(match.Groups["key"].Value, @operator, values);
        }

        public bool Matches(string? value) => Operator switch
        {
            "" => value is not null,
            "!" => value is null,
            "!=" or "notin" => value is null || !Values.Contains(value, StringComparer.Ordinal),
            "<" => IsNumber(value, out var number) && IsNumber(Values[0], out var limit) && number < limit,
            ">" => IsNumber(value, out var number) && IsNumber(Values[0], out var limit) && number > limit,
            _ => value is not null && Values.Contains(value, StringComparer.Ordinal),
        };

        private static bool IsNumber(string? text, out long number) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }
}
