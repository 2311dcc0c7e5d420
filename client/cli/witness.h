#pragma once
// A witness of logs (c2sp.org/tlog-witness) as its files: a key, and for every log the largest tree
// that it has cosigned, durable before the cosignature leaves. No network here.

#include <expected>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/tlog/note.h"
#include "crypto/tlog/tree.h"

namespace sotto::client::cli {

// "PRIVATE+KEY+" name "+" hex(id) "+" base64(0x04 || seed): as Go's note package writes keys, with
// the type of a cosigner.
std::string witness_key_text(const std::string& name, const SigningKey& key);

class Witness {
 public:
  struct Answer {
    unsigned status = 0;
    std::string content_type;
    std::string body;
  };

  // logs: verifier keys; the same name twice while a log's key changes. A state file that is not
  // there begins empty. Errors are sentences. One process at a time has a state file.
  static std::expected<Witness, std::string> open(const std::string& state_file,
                                                  std::string_view key_text,
                                                  const std::vector<std::string>& logs);
  ~Witness();
  Witness(Witness&& other) noexcept;
  Witness& operator=(Witness&&) = delete;

  const tlog::NoteKey& key() const { return name_; }
  // A request to any path but add-checkpoint is 404. time: seconds since 1970.
  Answer answer(std::string_view method, std::string_view path, std::string_view body,
                std::uint64_t time);

 private:
  Witness(std::string state_file, tlog::NoteKey name, SigningKey key)
      : state_file_(std::move(state_file)), name_(std::move(name)), key_(std::move(key)) {}
  bool lock();
  bool read_state();
  bool write_state() const;
  Answer add_checkpoint(std::string_view body, std::uint64_t time);

  std::string state_file_;
  int lock_ = -1;
  tlog::NoteKey name_;
  SigningKey key_;
  std::map<std::string, std::vector<tlog::NoteKey>, std::less<>> logs_;  // by origin
  std::map<std::string, tlog::TreeHead, std::less<>> seen_;              // likewise
};

// Serves until the process ends; says where on standard output. Returns a sentence when it cannot.
std::string serve_witness(Witness& witness, const std::string& address, unsigned short port);

}  // namespace sotto::client::cli
