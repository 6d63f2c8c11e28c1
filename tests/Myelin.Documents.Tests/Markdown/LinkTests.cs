namespace Myelin.Documents.Tests.Markdown;

public class LinkTests
{
    public static TheoryData<string> Documents => [.. Document.All];

    [Theory]
    [MemberData(nameof(Documents))]
    public void EveryLinkLeadsToAFile(string path)
    {
        var document = new Document(path);
        string[] broken =
        [
            .. from link in document.Links()
               where !link.Target.Contains("://", StringComparison.Ordinal) && !link.Target.StartsWith('#')
               where !File.Exists(document.Resolve(link.Target)) && !Directory.Exists(document.Resolve(link.Target))
               select $"{document.Name}:{link.Line}: {link.Target}",
        ];
        Assert.True(broken.Length == 0, string.Join('\n', broken));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void EveryLinkWithinADocumentLeadsToAHeading(string path)
    {
        var document = new Document(path);
        HashSet<string> anchors = [.. document.Lines.Where(line => line.StartsWith('#')).Select(Anchor)];
        Assert.All(document.Links().Where(link => link.Target.StartsWith('#')), link =>
            Assert.True(anchors.Contains(link.Target), $"{document.Name}:{link.Line}: {link.Target}"));
    }

    // as GitHub makes them: lower case, spaces to hyphens, punctuation gone
    static string Anchor(string heading) => "#" + string.Concat(
        heading.TrimStart('#').Trim().ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');
}
