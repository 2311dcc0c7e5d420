#include <gtest/gtest.h>
#include <unistd.h>

#include <boost/json/object.hpp>
#include <sstream>

#include "client/cli/terminal.h"

namespace sotto::client::cli {
namespace {

class CliTerminal : public ::testing::Test {
 protected:
  CliTerminal() {
    if (::pipe(pipe_) != 0) ADD_FAILURE();
  }
  ~CliTerminal() override {
    ::close(pipe_[0]);
    if (pipe_[1] >= 0) ::close(pipe_[1]);
  }
  void type(const std::string& text) {
    ASSERT_EQ(::write(pipe_[1], text.data(), text.size()), static_cast<ssize_t>(text.size()));
    ::close(std::exchange(pipe_[1], -1));
  }
  Terminal terminal(bool json = false, bool looked_at = false) {
    return {{.in = pipe_[0],
             .out = out_,
             .err = err_,
             .in_is_terminal = false,
             .err_is_terminal = looked_at},
            json};
  }

  int pipe_[2] = {-1, -1};
  std::ostringstream out_, err_;
};

TEST_F(CliTerminal, SaysLinesOrOneJsonValueAndNeverBoth) {
  terminal().line("a");
  terminal().value(boost::json::object{{"a", 1}});
  EXPECT_EQ(out_.str(), "a\n");
  out_.str("");
  terminal(true).line("a");
  terminal(true).value(boost::json::object{{"a", 1}});
  EXPECT_EQ(out_.str(), "{\"a\":1}\n");
  EXPECT_EQ(err_.str(), "");
}

TEST_F(CliTerminal, AProblemIsOneSentenceOnStandardError) {
  terminal(true).problem("Nothing was changed.");
  EXPECT_EQ(err_.str(), "sotto: Nothing was changed.\n");
  EXPECT_EQ(out_.str(), "");
}

TEST_F(CliTerminal, ProgressIsForEyesAlone) {
  terminal(false, false).progress("One moment");
  EXPECT_EQ(err_.str(), "");
  Terminal seen = terminal(false, true);
  seen.progress("One moment");
  seen.line("done");
  EXPECT_EQ(err_.str(), "One moment\r\x1b[K");
}

TEST_F(CliTerminal, ReadsOneLineATimeAndShowsNoPromptToAPipe) {
  type("first\r\nsecond\n\nlast");
  Terminal here = terminal();
  EXPECT_TRUE(equal(here.ask_hidden("Words:")->expose(), as_bytes("first")));
  EXPECT_EQ(here.ask("Value:"), "second");
  EXPECT_EQ(here.ask("Value:"), "");
  EXPECT_EQ(here.ask("Value:"), "last");
  EXPECT_FALSE(here.ask("Value:"));
  EXPECT_FALSE(here.ask_hidden("Words:"));
  EXPECT_EQ(out_.str() + err_.str(), "");
}

TEST_F(CliTerminal, RefusesALineThatIsTooLong) {
  type(std::string(Terminal::kMaxLine, 'x') + "\n" + std::string(Terminal::kMaxLine + 1, 'y') +
       "\n");
  Terminal here = terminal();
  EXPECT_EQ(here.ask("")->size(), Terminal::kMaxLine);
  EXPECT_FALSE(here.ask(""));
}

TEST_F(CliTerminal, TakesCtrlCAsGivingUp) {
  type("half\x03 more\n");
  EXPECT_FALSE(terminal().ask_hidden("Words:"));
}

TEST(CliForScreen, LeavesOutWhatReordersOrControls) {
  EXPECT_EQ(for_screen("Zo\xc3\xab O'Neill"), "Zo\xc3\xab O'Neill");
  EXPECT_EQ(for_screen("a\xe2\x80\xae"
                       "b"),
            "ab");  // U+202E
  EXPECT_EQ(for_screen("a\xe2\x81\xa6"
                       "b\xe2\x81\xa9"),
            "ab");  // U+2066, U+2069
  EXPECT_EQ(for_screen("a\xe2\x80\x8f"
                       "b"),
            "ab");  // U+200F
  EXPECT_EQ(for_screen("a\x1b[31mb\n"), "a[31mb");
  EXPECT_EQ(for_screen("a\xff"
                       "b"),
            "a");
}

}  // namespace
}  // namespace sotto::client::cli
