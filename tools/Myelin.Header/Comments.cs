using System.Reflection;
using System.Text;
using System.Xml.Linq;

namespace Myelin.Generators;

/// <summary>The comments of an assembly's declarations, from the file of them that the compiler wrote beside it.</summary>
sealed class Comments(Assembly assembly)
{
    const int Columns = 100;

    readonly Dictionary<string, XElement> _members = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"))
        .Descendants("member").DistinctBy(Key).ToDictionary(Key);

    // the names of functions of C differ, so that parameters need not be told apart
    static string Key(XElement member) => ((string)member.Attribute("name")!).Split('(')[0];

    public string Of(Type type) => Text(_members[$"T:{type.FullName}"].Element("summary")!);

    public string Of(Type type, string field) => Text(_members[$"F:{type.FullName}.{field}"].Element("summary")!);

    public string Of(MethodInfo method) => Text(Member(method).Element("summary")!);

    public string Of(MethodInfo method, string parameter) =>
        Text(Member(method).Elements("param").Single(element => (string)element.Attribute("name")! == parameter));

    /// <summary>A comment of C, its paragraphs wrapped.</summary>
    public static void Write(StringBuilder header, string indent, params IReadOnlyList<string> paragraphs)
    {
        if (paragraphs.Count == 1 && indent.Length + paragraphs[0].Length + 6 <= Columns)
        {
            header.Append(indent).Append("/* ").Append(paragraphs[0]).Append(" */\n");
            return;
        }
        header.Append(indent).Append("/*\n");
        foreach (string paragraph in paragraphs)
        {
            string hanging = ReferenceEquals(paragraph, paragraphs[0]) ? " *" : " *   ";
            var line = new StringBuilder(indent + " *");
            foreach (string word in paragraph.Split(' '))
            {
                if (line.Length + 1 + word.Length > Columns)
                {
                    header.Append(line).Append('\n');
                    line.Clear().Append(indent).Append(hanging);
                }
                line.Append(' ').Append(word);
            }
            header.Append(line).Append('\n');
        }
        header.Append(indent).Append(" */\n");
    }

    XElement Member(MethodInfo method) => _members[$"M:{method.DeclaringType!.FullName}.{method.Name}"];

    static string Text(XElement element) => string.Join(' ', element.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
