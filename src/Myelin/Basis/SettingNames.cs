namespace Myelin.Basis;

/// <summary>The settings that remedies of this library name: a type and its member.</summary>
static class SettingNames
{
    public const string Resume = "Checkpoints.Resume";

    public const string ResumeAnyway = "Checkpoints.ResumeAnyway";
}
