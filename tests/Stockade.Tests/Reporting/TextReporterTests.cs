using Microsoft.CodeAnalysis;
using Stockade.Reporting;

namespace Stockade.Tests.Reporting;

public sealed class TextReporterTests
{
    [Fact]
    public void The_exact_span_is_underlined() => Frame(
        new Finding { HelpLink = "" }.In("a.yaml", "kind: X\nspec:\n  cidr: [|0.0.0.0/0|]\n"),
        """
        warning[AKS4001]: the message
         --> a.yaml:3:9
          |
        3 |   cidr: 0.0.0.0/0
          |         ^^^^^^^^^
          |

        """);

    [Fact]
    public void Spans_of_several_files_follow_each_other_with_their_labels() => Frame(
        new Finding { Severity = DiagnosticSeverity.Error }
            .In("k8s/web.yaml", "kind: Deployment\nmetadata:\n  name: [|web|]\nspec:\n  a: 1\n  b: 1\n  hostNetwork: {on the node|true|}\n")
            .In("k8s/policy.yaml", "\n\n\n\n\n\n\n\n\n{selects it|podSelector: x|}\n"),
        """
        error[AKS4001]: the message
          --> k8s/web.yaml:3:9
           |
         3 |   name: web
           |         ^^^
        ...
         7 |   hostNetwork: true
           |                ---- on the node
           |
          ::: k8s/policy.yaml:10:1
           |
        10 | podSelector: x
           | -------------- selects it
           |
           = help: https://example.test/AKS4001.md

        """);

    [Fact]
    public void Marks_of_one_line_share_a_row_while_their_labels_have_room() => Frame(
        new Finding { HelpLink = "" }.In("a.sh", "az {creates it|aks create|} -g [|rg|] -n {this|web|}"),
        """
        warning[AKS4001]: the message
         --> a.sh:1:18
          |
        1 | az aks create -g rg -n web
          |                  ^^    --- this
          |    ---------- creates it
          |

        """);

    [Fact]
    public void A_span_of_several_lines_is_underlined_where_it_begins_and_ends() => Frame(
        new Finding { HelpLink = "" }.In("a.sh", "[|az aks create \\\r\n  --name web \\\r\n  --tier free|]\r\n"),
        """
        warning[AKS4001]: the message
         --> a.sh:1:1
          |
        1 | az aks create \
          | ^^^^^^^^^^^^^^^
        2 |   --name web \
        3 |   --tier free
          |   ^^^^^^^^^^^
          |

        """);

    [Fact]
    public void Tabs_and_wide_characters_keep_the_underline_in_place() => Frame(
        new Finding { HelpLink = "" }.In("a.yaml", "\tx: 日本 👩‍👩‍👧 e\u0301 [|y|] # z"),
        $"""
        warning[AKS4001]: the message
         --> a.yaml:1:20
          |
        1 |     x: 日本 👩‍👩‍👧 {"e\u0301"} y # z
          |                  ^
          |

        """);

    [Fact]
    public void An_empty_span_at_the_end_of_the_file_has_a_caret() => Frame(
        new Finding { HelpLink = "" }.In("a.yaml", "a: [1\n[||]"),
        """
        warning[AKS4001]: the message
         --> a.yaml:2:1
          |
        2 |
          | ^
          |

        """);

    [Fact]
    public void A_long_line_is_cut_around_the_span() => Frame(
        new Finding { HelpLink = "" }.In("a.json", new string('a', 5000) + " [|bad|] " + new string('b', 5000)),
        """
        warning[AKS4001]: the message
         --> a.json:1:5002
          |
        1 | …aaaaaaaaaaaaaaaaaaaaaa bad bbbbbbb…
          |                         ^^^
          |

        """,
        width: 40);

    [Fact]
    public void A_long_message_and_a_long_label_wrap() => Frame(
        new Finding { HelpLink = "", Message = "Deployment 'web' can reach the instance metadata service: no policy isolates it" }
            .In("a.yaml", "name: {no policy of this namespace selects the labels of this workload|[|web|]|}"),
        """
        warning[AKS4001]: Deployment 'web' can reach the instance
                          metadata service: no policy isolates it
         --> a.yaml:1:7
          |
        1 | name: web
          |       ^^^
          |       --- no policy of this namespace selects the labels
          |           of this workload
          |

        """,
        width: 60);

    [Fact]
    public void Many_related_locations_are_told_by_their_number()
    {
        var finding = new Finding().In("a.yaml", "[|a|]\n" + string.Concat(Enumerable.Repeat("{here|x|}\n", 20)));
        Assert.EndsWith(" = … and 14 more\n  = help: https://example.test/AKS4001.md\n", finding.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Control_characters_of_the_input_never_reach_the_terminal()
    {
        var text = new Finding { Message = "name '\u001B[2J\nforged: \u202Edrawkcab'" }
            .In("evil\u001B]0;.yaml", "a: \u001B[31m[|\u009B|]\u0007\u2066").ToText();

        Assert.DoesNotContain(text, static unit => (char.IsControl(unit) && unit != '\n') || unit is '\u202E' or '\u2066');
        Assert.Contains(@"name '\u001B[2J\nforged: \u202Edrawkcab'", text, StringComparison.Ordinal);
        Assert.Contains(@"evil\u001B]0;.yaml:1:9", text, StringComparison.Ordinal);
        Assert.Contains("\n  |              ^^^^^^\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Color_adds_only_escape_sequences()
    {
        var finding = new Finding().In("a.yaml", "x: {why|y|} [|z|]");
        var colored = finding.ToText(color: true);
        Assert.Contains("\u001B]8;;https://example.test/AKS4001.md\u001B\\", colored, StringComparison.Ordinal);
        var plain = System.Text.RegularExpressions.Regex.Replace(
            colored, @"\u001B\[[0-9;]*m|\u001B\]8;;.*?\u001B\\", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5));
        Assert.Equal(finding.ToText(), plain);
    }

    [Fact]
    public void The_last_line_counts_everything()
    {
        var report = new Report
        {
            Diagnostics = [],
            Summary = new AnalysisSummary { Errors = 1, Warnings = 2, Suppressed = 3, WorkloadsBlocked = 4, WorkloadsUnknown = 5, ClustersPrivate = 6, FilesRead = 7 },
            Options = new ReportOptions { Elapsed = TimeSpan.FromMilliseconds(12.4) },
        };
        var writer = new StringWriter();
        TextReporter.Write(report, writer);
        Assert.Equal(
            "1 error, 2 warnings, 0 infos, 3 suppressed · workloads: 4 blocked, 0 reachable, 5 unknown · " +
            "clusters: 6 private, 0 restricted, 0 public, 0 unknown · 7 files in 12 ms\n",
            writer.ToString());
    }

    [Fact]
    public void Every_span_of_a_hostile_text_is_survived()
    {
        const string Text = "a\t\r\n\u0301\uD800x\uDC00\r👩‍👩‍👧\n\n日\u200D\u0000\u2028é🇩🇪🇩";
        var file = new Stockade.Text.SourceFile("a", Text);
        for (var start = 0; start <= Text.Length; start++)
        {
            for (var end = start; end <= Text.Length; end++)
            {
                var writer = new StringWriter();
                var diagnostic = new Finding().In("b", "[|b|]").ToDiagnostic() with { Location = file.At(start, end), Related = [new(file.At(start, end), "why")] };
                TextReporter.WriteDiagnostic(diagnostic, writer, new ReportOptions { Width = 30 });
                Assert.Contains("^", writer.ToString(), StringComparison.Ordinal);
            }
        }
    }

    private static void Frame(Finding finding, string expected, int width = 100) => Assert.Equal(expected, finding.ToText(width));
}
