// PACKAGE: libstdc++-12-dev
// FLAGS:
// ABSENT: std::chrono::utc_clock::now, std::chrono::tai_clock::now
// ABSENT: std::chrono::gps_clock::now, std::chrono::file_clock::now
// ABSENT: std::chrono::clock_cast, std::chrono::file_clock::to_sys
// ABSENT: std::filesystem::__file_clock::to_sys
// ABSENT: std::filesystem::__file_clock::from_sys
// Made of <=> in C++20:
// ABSENT: std::chrono::operator<, std::chrono::operator<=
// ABSENT: std::chrono::operator>, std::chrono::operator>=
// ABSENT: std::chrono::operator!=
#include <chrono>
#include <filesystem>
using namespace std::chrono;

void of(system_clock::time_point A, system_clock::time_point B, seconds D,
        minutes M, time_t T) {
  system_clock::now(); // MODEL: clock.read
  steady_clock::now(); // MODEL: clock.read
  std::filesystem::file_time_type::clock::now(); // MODEL: clock.read
  (void)(A - B); // MODEL: pure
  (void)(A + D); // MODEL: pure
  (void)(D * 2); // MODEL: pure
  (void)(D / D); // MODEL: pure
  (void)(D % D); // MODEL: pure
  (void)(D == D); // MODEL: pure
  (void)(D != D); // MODEL: pure
  (void)(D < D); // MODEL: pure
  (void)(D <= D); // MODEL: pure
  (void)(D > D); // MODEL: pure
  (void)(D >= D); // MODEL: pure
  duration_cast<minutes>(D); // MODEL: path.same
  time_point_cast<minutes>(A); // MODEL: path.same
  floor<minutes>(D); // MODEL: path.same
  ceil<minutes>(D); // MODEL: path.same
  round<minutes>(D); // MODEL: path.same
  abs(D); // MODEL: path.same
  system_clock::to_time_t(A); // MODEL: path.same
  system_clock::from_time_t(T); // MODEL: pure
  (void)2h; // MODEL: pure
  (void)5min; // MODEL: pure
  (void)10s; // MODEL: pure
  (void)1.5s; // MODEL: pure
  (void)20ms; // MODEL: pure
  (void)30us; // MODEL: pure
  (void)40ns; // MODEL: pure
  D.count(); // MODEL: path.same
  A.time_since_epoch(); // MODEL: path.same
  (void)+D; // MODEL: path.same
  (void)-D; // MODEL: path.same
  seconds S(M); // MODEL: path.same
  system_clock::time_point P(D); // MODEL: path.same
}
