// A number that a telephone dials when it is pressed.

// Digits with gaps alone: what else stands beside one ("ext. 4") is for people.
const kNumber = /^\+?\d[\d -]{2,}$/;

// One thing or several with commas between them; what is no number stays text.
export function Telephone({ of }: { of: string }) {
  return (
    <>
      {of.split(', ').map((part, index) => (
        <>
          {index > 0 && ', '}
          {kNumber.test(part) ? (
            <a class="sotto-telephone" href={`tel:${part.replace(/[ -]/g, '')}`}>
              {part}
            </a>
          ) : (
            part
          )}
        </>
      ))}
    </>
  );
}
