using System.Globalization;
using Myelin.Basis;

namespace Myelin.Tests.Files;

public class VisibleTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain ~ {name}", "plain ~ {name}")]
    [InlineData("größe 温度 ≤ é 👍🏽", "größe 温度 ≤ é 👍🏽")]
    [InlineData("\u001b[31mred\u0007", @"\u001b[31mred\u0007")]
    [InlineData("two\r\nlines\t\u2028\u2029", @"two\u000d\u000alines\u0009\u2028\u2029")]
    [InlineData("\u007f\u0080\u009b31m", @"\u007f\u0080\u009b31m")]
    [InlineData("\u202eevil\u202c \u2066x\u2069 \u200e\u200f\u061c", @"\u202eevil\u202c \u2066x\u2069 \u200e\u200f\u061c")]
    [InlineData("a\u200bb\u200d\ufeff\u00ad\u2060\u3164\u115f", @"a\u200bb\u200d\ufeff\u00ad\u2060\u3164\u115f")]
    [InlineData("\ue000\U000f0000\U000e0041", @"\ue000\u{f0000}\u{e0041}")]
    public void WhatActsOrHidesIsShown(string text, string shown) => Assert.Equal(shown, VisibleText.Of(text));

    [Fact]
    public void HalvesOfPairsAreShown()
    {
        Assert.Equal(@"a\ud83d", VisibleText.Of("a\ud83d"));
        Assert.Equal(@"\udc4da", VisibleText.Of("\udc4d" + "a"));
        Assert.Equal(@"\ud83d👍", VisibleText.Of("\ud83d" + "👍"));
    }

    // of all that there is, nothing that controls or formats is left
    [Fact]
    public void OfEveryCharacterNoneThatActsIsLeft()
    {
        for (int code = 0; code <= 0x10FFFF; code++)
        {
            string text = code is >= 0xD800 and <= 0xDFFF ? ((char)code).ToString() : char.ConvertFromUtf32(code),
                shown = VisibleText.Of(text);
            if (shown == text)
                Assert.False(CharUnicodeInfo.GetUnicodeCategory(code) is UnicodeCategory.Control or UnicodeCategory.Format or
                    UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse);
            else
                Assert.True(shown.All(c => c is >= ' ' and <= '~') &&
                    shown.Contains(code.ToString("x4", CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }
    }
}
