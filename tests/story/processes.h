#pragma once
// Real processes: a broker on loopback and the command line client, as people run them.

#include <sys/types.h>

#include <boost/json/value.hpp>
#include <filesystem>
#include <string>
#include <vector>

namespace sotto::testing {

struct Ran {
  int exit = -1;
  std::string out, err;
  boost::json::value json() const;  // of out; throws when it is none
};

std::string text_at(const boost::json::value& of, const char* name);

// Runs a program to its end with this standard input.
Ran run_program(const std::vector<std::string>& arguments, const std::string& input = {});

// A scheme founded and served by real processes; everything lies under one folder.
class Processes {
 public:
  // programs: the folder that has broker/sotto-broker and client/sotto. Throws when something
  // fails, with what the program said.
  Processes(std::filesystem::path programs, std::filesystem::path home,
            std::filesystem::path scheme);
  ~Processes();  // stops the broker

  void found();  // two leads, init, found
  // serve, with more options than it needs; returns when it answers
  void start(const std::vector<std::string>& options = {});
  int stop();   // SIGTERM; its exit status
  void kill();  // SIGKILL
  int wait();   // until it ends by itself; its exit status

  // `count` codes made and imported; returns the slips' texts.
  std::vector<std::string> make_slips(int count);
  // The log's genesis hash, in hex; known once slips are made.
  std::string genesis() const { return genesis_; }

  // One command of the client, with --json; the words of `person` are in a file of that name.
  Ran sotto(const std::string& person, std::vector<std::string> arguments,
            const std::string& input = {});
  // The same, and it must succeed.
  boost::json::value must(const std::string& person, std::vector<std::string> arguments,
                          const std::string& input = {});
  Ran broker(std::vector<std::string> arguments);

  void enrol(const std::string& person, const std::string& role, const std::string& slip);
  // Proposes a listing and lets both leads sign it.
  void list(const std::string& supporter, const std::string& name,
            const std::string& specialty = "Anaesthetics", const std::string& site = "Ward 4");

  std::filesystem::path home() const { return home_; }
  std::filesystem::path data() const { return home_ / "data"; }
  std::string address() const {
    if (!elsewhere_.empty()) return elsewhere_;
    return std::string(tls_ ? "https" : "http") +
           "://127.0.0.1:" + std::to_string(through_ != 0 ? through_ : port_);
  }
  int port() const { return port_; }
  // From now on people reach the broker through this port.
  void go_through(int port, bool tls = false) {
    through_ = port;
    tls_ = tls;
  }
  // From now on people ask there.
  void go_to(std::string address) { elsewhere_ = std::move(address); }
  // The broker runs by this command, on another host, and listens there.
  void place(std::vector<std::string> command, std::string listen) {
    command_ = std::move(command);
    listen_ = std::move(listen);
  }
  pid_t pid() const { return pid_; }
  std::string words_of(const std::string& person) const;

 private:
  std::string broker_program() const;  // $SOTTO_BROKER_PROGRAM, for another build's (./run soak)

  std::filesystem::path programs_, home_, scheme_;
  std::string genesis_;
  pid_t pid_ = -1;
  int port_ = 0, through_ = 0;
  bool tls_ = false;  // on the way that people take
  std::string elsewhere_, listen_;
  std::vector<std::string> command_;
};

}  // namespace sotto::testing
