namespace Myelin.Sources;

/// <summary>The settings that remedies of this library name: a type and its member.</summary>
static class SettingNames
{
    public const string TimeLimit = "Query.TimeLimit";

    public const string FilesWithin = "Query.FilesWithin";
}
