#pragma once
// The words themselves, for words.cc alone.

#include "crypto/protocol/words.h"

namespace sotto::protocol {

// Each ends in at least one zero byte. Characters, not views: no pointers to relocate at start.
using WordList = char[kWordCount][kMaxWordSize + 1];
extern const WordList kWordList;

}  // namespace sotto::protocol
