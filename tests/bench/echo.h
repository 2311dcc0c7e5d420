#pragma once
// What Beast alone costs: a server that reads a request's whole body and answers with as many bytes
// as it was told, from one thread, with its buffer reserved.

#include <cstddef>
#include <cstdint>
#include <memory>

namespace sotto::bench {

class Echo {
 public:
  explicit Echo(std::size_t answer_size);
  ~Echo();
  std::uint16_t port() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sotto::bench
