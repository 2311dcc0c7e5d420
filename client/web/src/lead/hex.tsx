// A key, a fingerprint or a signature: in groups, to compare by eye and ear. The gaps are only drawn, so
// that a copy is whole; one click marks all of it, because the pages' headers forbid the clipboard.

export function Hex({ of }: { of: string }) {
  const groups = of.match(/.{1,4}/g) ?? [];
  return (
    <span class="sotto-hex">
      {groups.map((group, index) => (
        <span class="sotto-hex__group" key={index}>
          {group}
        </span>
      ))}
    </span>
  );
}
