#pragma once
// The director's letters (docs/spec/near-peer.md, "Letters"): whom a row of the desk is by letters,
// what everybody said, and what everybody is to be told. Pure: letters in, cells out; the desk's
// parts carry them.

#include <optional>
#include <string>
#include <vector>

#include "client/core/board_marks.h"
#include "client/core/keys.h"
#include "client/core/near_peer/bodies.h"
#include "client/core/near_peer/channel.h"

namespace sotto::client {

// The keys under which the director's letters go, both in the log; and what pairs and invitations
// are derived from, which stays with the desk when it goes to a successor.
struct DirectorKeys {
  SigningKey signing;
  X25519KeyPair sealing;
  Secret<32> desk = {};

  DirectorKeys clone() const { return {signing.clone(), sealing.clone(), desk.clone()}; }
};
// Of a director who begins a desk.
DirectorKeys director_keys(SigningKey signing, X25519KeyPair sealing);

// A locker of the desk: the first half hear doctors and write to them (role 2), the others
// supporters (role 1).
protocol::Role role_of_part(std::uint8_t part, std::uint8_t parts);
// keys: of the director's own locker. What keys_of() makes a part's keys of.
Secret<32> root_of_part(const LockerKeys& keys, std::uint8_t part);
LockerKeys keys_of_part(const LockerKeys& keys, std::uint8_t part);

// What letters said, for the director to read.
enum class MailNews : std::uint8_t {
  kApplied,           // somebody is on the desk as an applicant
  kAppliedAgain,      // their application took the place of the one before
  kAppliedElsewhere,  // another locker applied with their address: claim()
  kCame,              // the person of a row uses the service
  kOptedOut,
  kOptedIn,
  kWithdrew,
  kAnotherPairing,
  kAboutRelationship,
  kWished,  // a doctor's wishes are others now
};
struct MailEvent {
  MailNews news{};
  std::uint32_t row = 0;
};

// What somebody wrote about a pair of theirs.
struct RelationshipNote {
  std::uint32_t from = 0, about = 0;  // rows; 0: a pair that is over
  protocol::Date day = 0;             // when it was read
  std::string text;
};

class DeskMail {
 public:
  static constexpr std::size_t kStrangersMax = 64;
  static constexpr std::size_t kNotesMax = 200;
  static constexpr std::size_t kOnceMax = 1000;
  static constexpr std::uint8_t kPartsMax = 64;

  std::uint8_t parts = 0;  // that have a locker
  // How far parts of this role have read their board, with what they found on this desk: it is kept
  // with the desk, so that what was read and not saved is read again.
  DayMarks& has_read(protocol::Role part) {
    return part == protocol::Role::kSupporter ? heard_doctors_ : heard_supporters_;
  }

  // --- paper ---
  Invitation invitation(std::uint32_t row, const DirectorKeys& keys) const;
  // The one before opens nothing any more, and whoever came with it is nobody.
  void renew_invitation(std::uint32_t row);

  // --- letters ---
  // found: what the parts' visits opened. Changes the desk as it says.
  std::vector<MailEvent> take(const std::vector<Letter>& found, Desk& desk,
                              const DirectorKeys& keys, const Hash256& genesis,
                              protocol::Date today);
  // Everybody is to be told how it stands now: nothing happens where that was said last.
  void refresh(const Desk& desk, const DirectorKeys& keys);
  // For a part of this role: at most `count`, whose turn it is.
  std::vector<Bytes> cells(protocol::Role part, std::size_t count, const Desk& desk,
                           const DirectorKeys& keys, const Hash256& genesis);
  // False when they have not come, or too much waits.
  bool put_statement(std::uint32_t supporter, const std::string& statement);

  bool has_come(std::uint32_t row) const { return row != 0 && find(row) != nullptr; }
  const std::vector<RelationshipNote>& notes() const { return notes_; }
  // An application with this supporter's e-mail address, from another locker than theirs; nullptr:
  // none. The newest one waits until the director notes whether it is theirs: then it takes the
  // place of theirs, and who wrote it is the person of the row.
  const Application* claim(std::uint32_t supporter) const;
  Desk::Done settle_claim(std::uint32_t supporter, bool theirs, Desk& desk);

  bool has_notes(std::uint32_t row) const;  // from or about them
  void settle_notes(std::uint32_t row);     // these go
  // Whoever came as this row, which is still on the desk, is a stranger again: told that they are
  // on it no more; and their numbers stay known, so that a letter that is repeated says nothing
  // anew.
  void forget(std::uint32_t row, const Desk& desk);

  std::size_t size() const;  // bytes that write() writes
  void write(SecretWriter& out) const;
  // knows_claims: false for a desk of version 1.
  static std::optional<DeskMail> read(Reader& in, bool knows_claims = true);

 private:
  struct Correspondent {
    std::uint32_t row = 0;  // 0: who they are is not known
    SigningPublicKey key{};
    X25519PublicKey mail{};
    bool tell_opted_out = false;
    Channel channel;
    Hash256 told{};            // of the introduction put last
    std::uint32_t claims = 0;  // another row than theirs, with the address of `application`
    std::optional<Application> application;

    void drop_claim() {
      claims = 0;
      application.reset();
    }
  };
  struct Renewed {
    std::uint32_t row = 0;
    std::uint8_t times = 0;
  };

  const Correspondent* find(std::uint32_t row) const;
  Correspondent* find(const SigningPublicKey& key);
  Correspondent* stranger(const SigningPublicKey& key);
  std::optional<std::uint32_t> row_of(const Invitation& invitation, const Desk& desk,
                                      const DirectorKeys& keys) const;
  void take_first(Correspondent& from, const Channel::Taken& taken, Desk& desk,
                  const DirectorKeys& keys, std::vector<MailEvent>& news);
  void take_application(Correspondent& from, Application application, Desk& desk,
                        std::vector<MailEvent>& news);
  void take_standing(Correspondent& from, const StandingLetter& letter, Desk& desk,
                     std::vector<MailEvent>& news);
  static void take_wishes(const Correspondent& from, Wishes letter, Desk& desk,
                          std::vector<MailEvent>& news);
  void take_about(const Correspondent& from, const Channel::Taken& taken, Desk& desk,
                  const DirectorKeys& keys, protocol::Date today, std::vector<MailEvent>& news);
  void take_about_scheme(const Letter& letter, Desk& desk);
  static bool read_claim(Reader& in, Correspondent& each);
  static bool is_for(const Correspondent& each, protocol::Role part, const Desk& desk);
  PairedWith other_side(std::uint32_t row) const;
  std::optional<Introduction> introduction(std::uint32_t row, const Desk& desk,
                                           const DirectorKeys& keys) const;

  std::vector<Correspondent> people_;
  std::vector<Renewed> renewed_;
  std::vector<RelationshipNote> notes_;
  std::vector<ByteArray<16>> once_;  // of what was said about the scheme, oldest first
  std::uint32_t sent_ = 0;           // cells
  DayMarks heard_doctors_, heard_supporters_;
};

}  // namespace sotto::client
