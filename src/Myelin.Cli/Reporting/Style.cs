namespace Myelin.Cli.Reporting;

/// <summary>How a report looks: light or dark as the reader's system is, in the system's font, nothing from the network.</summary>
static class Style
{
    public const string Sheet = """
        :root { color-scheme: light dark; --paper: #ffffff; --panel: #f6f8fa; --ink: #1d2733;
          --faint: #5b6875; --line: #d5dce3; --grid: #e6eaee;
          --blue: #0b6fb8; --orange: #c9640f; --grey: #7b8794; --green: #23845a; --violet: #a63d8f; --red: #c0392b; }
        @media (prefers-color-scheme: dark) { :root { --paper: #11161c; --panel: #1a212a; --ink: #e4eaf0;
          --faint: #a3b0bd; --line: #35414d; --grid: #2a343e;
          --blue: #5ab0f0; --orange: #f0a04b; --grey: #94a2b0; --green: #5fce9d; --violet: #dd8bcb; --red: #f08377; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 "DejaVu Sans", Verdana, system-ui, sans-serif; }
        main, header, footer { max-width: 1120px; margin: 0 auto; padding: 0 20px; }
        header { padding-top: 28px; }
        h1 { font-size: 26px; margin: 0 0 4px; line-height: 1.25; overflow-wrap: anywhere; }
        h2 { font-size: 20px; margin: 40px 0 4px; padding-top: 18px; border-top: 1px solid var(--line); }
        p { margin: 4px 0 12px; } .says, figcaption, footer, caption { color: var(--faint); font-size: 14px; }
        .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(170px, 1fr)); gap: 12px;
          margin: 20px 0 0; padding: 0; list-style: none; }
        .cards li { background: var(--panel); border-radius: 8px; padding: 12px 14px; }
        .cards b { display: block; font-size: 24px; font-weight: 600; line-height: 1.3; overflow-wrap: anywhere; }
        .cards span { color: var(--faint); font-size: 14px; }
        .pair { display: grid; grid-template-columns: minmax(0, 560px) minmax(0, 1fr); gap: 24px; align-items: start; margin-bottom: 20px; }
        @media (max-width: 900px) { .pair { grid-template-columns: minmax(0, 1fr); } }
        figure { margin: 0; } figure svg { width: 100%; height: auto; display: block; }
        .wide { overflow-x: auto; margin-bottom: 16px; }
        table { border-collapse: collapse; font-size: 14px; width: 100%; } caption { text-align: left; padding: 4px 0 6px; }
        th, td { padding: 5px 10px 5px 0; border-bottom: 1px solid var(--grid); text-align: left; font-weight: 400; vertical-align: top; }
        thead th { color: var(--faint); border-color: var(--line); }
        .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        svg text { font-family: "DejaVu Sans", Verdana, system-ui, sans-serif; }
        svg text:not([fill]) { fill: var(--ink); }
        svg path:not([fill]):not([stroke]), svg rect:not([fill]):not([stroke]), svg [fill="black"] { fill: var(--ink); }
        svg [stroke="black"] { stroke: var(--ink); } svg [stroke="white"] { stroke: var(--paper); }
        svg :not(text)[fill="white"] { fill: var(--paper); }
        svg [stroke="#E6EAEE"] { stroke: var(--grid); } svg [stroke="#D5DCE3"] { stroke: var(--line); }
        svg text[fill="#1D2733"] { fill: var(--ink); } svg text[fill="white"] { fill: var(--paper); }
        svg [fill="#0B6FB8"] { fill: var(--blue); } svg [stroke="#0B6FB8"] { stroke: var(--blue); }
        svg [fill="#D9731A"] { fill: var(--orange); } svg [stroke="#D9731A"] { stroke: var(--orange); }
        svg [fill="#7B8794"] { fill: var(--grey); } svg [stroke="#7B8794"] { stroke: var(--grey); }
        svg [fill="#2F9E6B"] { fill: var(--green); } svg [stroke="#2F9E6B"] { stroke: var(--green); }
        svg [fill="#A63D8F"] { fill: var(--violet); } svg [stroke="#A63D8F"] { stroke: var(--violet); }
        svg [fill="#C0392B"] { fill: var(--red); } svg [stroke="#C0392B"] { stroke: var(--red); }
        footer { padding: 24px 20px 40px; }
        @media print { body { font-size: 12px; } section { break-inside: avoid; } }
        """;
}
