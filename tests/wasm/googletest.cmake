# GoogleTest from Debian's source package, compiled to WebAssembly under the names that find_package gives
# in a native build; so the tests' own CMakeLists say the same things in both.
set(googletest /usr/src/googletest/googletest CACHE PATH "GoogleTest's source")
add_library(gtest_wasm STATIC ${googletest}/src/gtest-all.cc ${googletest}/src/gtest_main.cc
                              ${CMAKE_CURRENT_LIST_DIR}/death.cc ${CMAKE_CURRENT_LIST_DIR}/throw.cc)
target_include_directories(gtest_wasm SYSTEM PUBLIC ${googletest}/include PRIVATE ${googletest})
target_include_directories(gtest_wasm PUBLIC ${CMAKE_SOURCE_DIR})
target_include_directories(gtest_wasm SYSTEM INTERFACE
  ${CMAKE_CURRENT_LIST_DIR}/reference ${SOTTO_SODIUM_SOURCE}/src/libsodium/crypto_pwhash)
target_compile_definitions(gtest_wasm
  PUBLIC GTEST_HAS_EXCEPTIONS=0 GTEST_HAS_PTHREAD=0 GTEST_HAS_STREAM_REDIRECTION=0)
target_compile_options(gtest_wasm PUBLIC -O1 -g0)
# Tests may throw: that ends the test, see throw.cc. And they may expect a death, see death.h.
target_compile_options(gtest_wasm
  INTERFACE -fexceptions -fignore-exceptions -include ${CMAKE_CURRENT_LIST_DIR}/death.h)
# A program with main, whose stack cannot grow into its data.
target_link_options(gtest_wasm INTERFACE -mexec-model=command -Wl,--export=__stack_pointer -Wl,--export-table
  -Wl,--stack-first -Wl,-z,stack-size=1048576 -Wl,--strip-debug)
add_library(GTest::gtest_main ALIAS gtest_wasm)

# Each program runs its tests in one go, through test.mjs: starting Node for each test takes longer.
function(gtest_discover_tests)
endfunction()
