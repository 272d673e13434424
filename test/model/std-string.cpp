// PACKAGE: libstdc++-12-dev
// FLAGS:
#include <functional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#if __has_include(<format>)
#include <format>
#else
namespace std {
template <class... A> string format(string_view Text, A &&...);
}
#endif
using namespace std::literals;

void same(const char *C, const wchar_t *W, const char8_t *U, std::string S,
          std::string_view V, std::wstring_view WV) {
  std::string A(S); // MODEL: path.same
  std::string B(std::move(A)); // MODEL: path.same, fd.same
  std::string D(C); // MODEL: path.same
  std::string E(V); // MODEL: path.same
  std::wstring F(W); // MODEL: path.same
  std::u8string G(U); // MODEL: path.same
  std::string_view H(C); // MODEL: path.same
  std::string_view I(V); // MODEL: path.same
  std::wstring_view J(W); // MODEL: path.same
  A = S; // MODEL: path.same
  A = C; // MODEL: path.same
  V = I; // MODEL: path.same
  A.assign(S); // MODEL: path.same
  A.assign(C); // MODEL: path.same
  A.swap(B); // MODEL: path.same
  S.c_str(); // MODEL: path.same
  S.data(); // MODEL: path.same
  V = S; // MODEL: path.same
  V.data(); // MODEL: path.same
  A = std::forward<std::string>(S); // MODEL: path.same
  std::as_const(S); // MODEL: path.same, fd.same
  std::move_if_noexcept(S); // MODEL: path.same
  std::ref(S); // MODEL: path.same
  std::cref(S); // MODEL: path.same
  std::reference_wrapper<std::string> R(S); // MODEL: path.same
  R.get(); // MODEL: path.same
  A = "x"s; // MODEL: path.same
  V = "x"sv; // MODEL: path.same
}

void other(const char *C, std::string S, std::string_view V) {
  std::string F; // MODEL: fill
  std::string_view G; // MODEL: fill
  std::string A(C, 3); // MODEL: fill
  std::string B(S, 1, 2); // MODEL: fill
  std::string D(V, 1, 2); // MODEL: fill
  std::string_view E(C, 3); // MODEL: fill
  A.assign(3, 'x'); // MODEL: fill
  A.assign(S, 1, 2); // MODEL: fill
  A.clear(); // MODEL: fill
  A += S; // MODEL: append
  A += 'x'; // MODEL: append
  A.append(C); // MODEL: append
  A.push_back('x'); // MODEL: append
  A.pop_back(); // MODEL: append
  A.insert(0, C); // MODEL: append
  A.erase(0, 1); // MODEL: append
  A.replace(0, 1, C); // MODEL: append
  A.resize(4); // MODEL: append
  V.remove_prefix(1); // MODEL: append
  V.remove_suffix(1); // MODEL: append
  S + A; // MODEL: path.build
  S + "/x"; // MODEL: path.build
  std::to_string(4); // MODEL: path.build
  std::to_wstring(4); // MODEL: path.build
  S.substr(1); // MODEL: path.build
  V.substr(1); // MODEL: path.build
  A = std::format("{}/x", S); // MODEL: path.build
}

void looks(std::string S, std::string T) {
  S.size(); // MODEL: pure
  S.length(); // MODEL: pure
  (void)S.empty(); // MODEL: pure
  S.find('x'); // MODEL: pure
  S.rfind('x'); // MODEL: pure
  S.find_first_of("x"); // MODEL: pure
  S.find_last_of("x"); // MODEL: pure
  S.find_first_not_of("x"); // MODEL: pure
  S.find_last_not_of("x"); // MODEL: pure
  S.compare(T); // MODEL: pure
  S.starts_with("x"); // MODEL: pure
  S.ends_with("x"); // MODEL: pure
  S.front(); // MODEL: pure
  S.back(); // MODEL: pure
  S.begin(); // MODEL: pure
  S.end(); // MODEL: pure
  S.cbegin(); // MODEL: pure
  S.cend(); // MODEL: pure
  S.rbegin(); // MODEL: pure
  S.rend(); // MODEL: pure
  S.capacity(); // MODEL: pure
  S.reserve(9); // MODEL: pure
  (void)(S == T); // MODEL: pure
  (void)(S == "x"); // MODEL: pure
  (void)(S < T); // MODEL: pure
}

void looksAtView(std::string_view V) {
  V.size(); // MODEL: pure
  V.length(); // MODEL: pure
  (void)V.empty(); // MODEL: pure
  V.find('x'); // MODEL: pure
  V.rfind('x'); // MODEL: pure
  V.find_first_of("x"); // MODEL: pure
  V.find_last_of("x"); // MODEL: pure
  V.find_first_not_of("x"); // MODEL: pure
  V.find_last_not_of("x"); // MODEL: pure
  V.compare("x"); // MODEL: pure
  V.starts_with("x"); // MODEL: pure
  V.ends_with("x"); // MODEL: pure
  V[0]; // MODEL: pure
  V.at(0); // MODEL: pure
  V.front(); // MODEL: pure
  V.back(); // MODEL: pure
  V.begin(); // MODEL: pure
  V.end(); // MODEL: pure
}

void errors(std::error_code EC, std::error_condition C) {
  if (EC) // MODEL: pure
    EC.clear(); // MODEL: fill
  EC.value(); // MODEL: pure
  EC.category(); // MODEL: pure
  EC.message(); // MODEL: pure
  EC.default_error_condition(); // MODEL: pure
  if (C) // MODEL: pure
    C.value(); // MODEL: pure
  C.message(); // MODEL: pure
  std::make_error_code(std::errc::file_exists); // MODEL: pure
  std::make_error_condition(std::errc::file_exists); // MODEL: pure
  std::generic_category(); // MODEL: pure
  std::system_category(); // MODEL: pure
}
