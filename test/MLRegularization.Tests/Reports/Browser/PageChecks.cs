namespace MLRegularization.Tests.Reports.Browser;

/// <summary>Questions to an open page, as JavaScript expressions; each gives a list of what is wrong, empty when all is well.</summary>
internal static class PageChecks
{
    private const string Shared = """
        const wrong = [];
        const seen = e => e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().width > 0;
        const word = e => (e.textContent || e.tagName).trim().slice(0, 40);
        """;

    /// <summary>Nothing is wider than the window, except inside boxes that scroll.</summary>
    public static readonly string Overflow = Wrap("""
        if (document.documentElement.scrollWidth > innerWidth) wrong.push(`the page is ${document.documentElement.scrollWidth} wide in a window of ${innerWidth}`);
        for (const e of document.querySelectorAll('body *')) {
            if (e.closest('.scroll') && !e.matches('.scroll') || e.closest('svg') && !e.matches('svg') || !seen(e)) continue;
            const r = e.getBoundingClientRect();
            if (r.right > innerWidth + 0.5 || r.left < -0.5) wrong.push(`${e.tagName} '${word(e)}' reaches from ${r.left} to ${r.right}`);
        }
        """);

    /// <summary>No two texts of a picture touch, and none leaves its picture.</summary>
    public static readonly string Pictures = Wrap("""
        let count = 0;
        for (const svg of document.querySelectorAll('svg')) {
            if (!seen(svg)) continue;
            const frame = svg.getBoundingClientRect();
            const texts = [...svg.querySelectorAll('text')].map(e => ({ e, r: e.getBoundingClientRect() })).filter(t => t.r.width > 0);
            count += texts.length;
            for (const t of texts)
                if (t.r.left < frame.left - 0.5 || t.r.right > frame.right + 0.5 || t.r.top < frame.top - 0.5 || t.r.bottom > frame.bottom + 0.5)
                    wrong.push(`'${word(t.e)}' leaves the picture '${word(svg.querySelector('title'))}'`);
            for (let i = 0; i < texts.length; i++)
                for (let k = 0; k < i; k++) {
                    const a = texts[i].r, b = texts[k].r;
                    if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1)
                        wrong.push(`'${word(texts[i].e)}' overlaps '${word(texts[k].e)}' in '${word(svg.querySelector('title'))}'`);
                }
        }
        if (count < 5) wrong.push(`only ${count} texts in pictures were looked at`);
        """);

    /// <summary>Every line of a picture has ink.</summary>
    public static readonly string Lines = Wrap("""
        let count = 0;
        for (const e of document.querySelectorAll('svg path, svg circle')) {
            if (!seen(e.closest('svg'))) continue;
            const style = getComputedStyle(e), size = e.getBBox();
            count++;
            if (style.stroke === 'none' && (style.fill === 'none' || size.width * size.height === 0)) wrong.push(`${e.tagName} of class '${e.getAttribute('class')}' cannot be seen in '${word(e.closest('svg').querySelector('title'))}'`);
        }
        if (count < 5) wrong.push(`only ${count} lines in pictures were looked at`);
        """);

    /// <summary>Landmarks, one first heading and no level left out, names for pictures, figures with captions, ids used once.</summary>
    public static readonly string Structure = Wrap("""
        for (const tag of ['header', 'main', 'nav', 'footer', 'h1']) if (document.querySelectorAll(tag).length !== 1) wrong.push(`not exactly one ${tag}`);
        let level = 0;
        for (const h of document.querySelectorAll('h1,h2,h3,h4,h5,h6')) {
            const next = +h.tagName[1];
            if (next > level + 1) wrong.push(`heading '${word(h)}' leaves out a level`);
            level = next;
        }
        for (const e of document.querySelectorAll('svg, img')) {
            const name = (e.getAttribute('aria-labelledby') || '').split(' ').map(id => document.getElementById(id)?.textContent.trim());
            if (e.getAttribute('alt') || e.getAttribute('role') === 'img' && name.length === 2 && name.every(n => n)) continue;
            wrong.push(`a picture without a text alternative: ${e.outerHTML.slice(0, 80)}`);
        }
        for (const f of document.querySelectorAll('figure')) if (!f.querySelector(':scope > figcaption')?.textContent.trim()) wrong.push('a figure without a caption');
        for (const t of document.querySelectorAll('table')) if (!t.querySelector('th[scope]')) wrong.push('a table without headings');
        const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
        for (const id of new Set(ids)) if (ids.filter(i => i === id).length > 1) wrong.push(`id ${id} is there twice`);
        for (const a of document.querySelectorAll('a[href^="#"]')) if (!document.getElementById(a.getAttribute('href').slice(1))) wrong.push(`${a.getAttribute('href')} leads nowhere`);
        for (const e of document.querySelectorAll('[aria-labelledby]')) for (const id of e.getAttribute('aria-labelledby').split(' ')) if (!document.getElementById(id)) wrong.push(`${id} labels but is missing`);
        if (document.documentElement.lang === '') wrong.push('no language');
        """);

    /// <summary>Every text stands out from what is behind it by 4.5 to 1 (WCAG 2.2, 1.4.3).</summary>
    public static readonly string Contrast = Wrap("""
        const channel = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
        const light = c => { const [r, g, b] = c.match(/[\d.]+/g).map(Number); return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b); };
        const clear = c => c === 'transparent' || /rgba\(.*, 0\)/.test(c);
        const behind = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (!clear(c)) return c; } return 'rgb(255, 255, 255)'; };
        const pairs = new Set();
        for (const e of document.querySelectorAll('body *')) {
            if (!seen(e) || ![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
            const ink = e.closest('svg') ? getComputedStyle(e).fill : getComputedStyle(e).color, paper = behind(e);
            const [a, b] = [light(ink), light(paper)].sort((x, y) => y - x), ratio = (a + 0.05) / (b + 0.05);
            pairs.add(ink + paper);
            if (ratio < 4.5) wrong.push(`'${word(e)}' ${ink} on ${paper}: ${ratio.toFixed(2)}`);
        }
        if (pairs.size < 3) wrong.push('hardly any text was looked at');
        """);

    /// <summary>Opens every box of details.</summary>
    public const string OpenAll = "document.querySelectorAll('details').forEach(d => d.open = true)";

    /// <summary>How many stops the Tab key has.</summary>
    public const string Stops = "[...document.querySelectorAll('a[href], summary, button, input, [tabindex=\"0\"]')].filter(e => e.checkVisibility()).length";

    /// <summary>The place of the focused element among all stops, and what is wrong with it.</summary>
    public const string Focused = """
        (() => {
            const e = document.activeElement, stops = [...document.querySelectorAll('a[href], summary, button, input, [tabindex="0"]')].filter(s => s.checkVisibility());
            const style = getComputedStyle(e), r = e.getBoundingClientRect(), faults = [];
            if (!(e.getAttribute('aria-label') || e.textContent).trim()) faults.push('no name');
            if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) faults.push('no visible focus');
            if (r.bottom <= 0 || r.top >= innerHeight) faults.push('out of sight');
            return { at: stops.indexOf(e), name: e.tagName + ' ' + (e.getAttribute('aria-label') || e.textContent).trim().slice(0, 30), faults: faults.join(', ') };
        })()
        """;

    private static string Wrap(string body) => $"(() => {{ {Shared} {body} return wrong.slice(0, 20); }})()";
}
