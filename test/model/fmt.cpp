// PACKAGE: libfmt-dev
// FLAGS: fmt
#include <fmt/core.h>
#include <fmt/format.h>
#include <fmt/printf.h>
#include <string>

void texts(const std::string &S) {
  fmt::format("{}/x", S); // MODEL: path.build
  fmt::sprintf("%s/x", S); // MODEL: path.build
  fmt::to_string(3); // MODEL: path.build
  fmt::vformat("{}/x", fmt::make_format_args(S)); // MODEL: path.build
  fmt::print("{}\n", S); // MODEL: output
  fmt::printf("%s\n", S); // MODEL: output
  fmt::vprint("{}\n", fmt::make_format_args(S)); // MODEL: output
}
