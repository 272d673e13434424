// PACKAGE: libstdc++-12-dev
// FLAGS:
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

void opens(const char *C, const std::string &S, const std::filesystem::path &P) {
  std::ofstream A(C); // MODEL: path.use
  std::ofstream B(S, std::ios::trunc); // MODEL: path.use
  std::ofstream D(P, std::ios::app | std::ios_base::binary); // MODEL: path.use, pure
  std::ifstream E(P); // MODEL: path.use
  std::fstream F(S, std::ios::in | std::ios::out); // MODEL: path.use
  A.open(S); // MODEL: path.use
  E.open(C); // MODEL: path.use
  F.open(P); // MODEL: path.use
  std::filebuf G;
  G.open(S, std::ios::out); // MODEL: path.use
  (void)(std::ios::in & std::ios::out); // MODEL: pure
  A.is_open(); // MODEL: pure
  E.is_open(); // MODEL: pure
  F.is_open(); // MODEL: pure
  G.is_open(); // MODEL: pure
  A.rdbuf(); // MODEL: fd.same
  E.rdbuf(); // MODEL: fd.same
  F.rdbuf(); // MODEL: fd.same
  A.close(); // MODEL: fd.close
  E.close(); // MODEL: fd.close
  F.close(); // MODEL: fd.close
  G.close(); // MODEL: fd.close
}

void state(std::ios &S) {
  bool A(S); // MODEL: pure
  A = !S; // MODEL: pure
  S.good(); // MODEL: pure
  S.fail(); // MODEL: pure
  S.bad(); // MODEL: pure
  S.eof(); // MODEL: pure
  S.rdstate(); // MODEL: pure
  S.rdbuf(); // MODEL: fd.same
  S.flags(); // MODEL: pure
  S.setf(std::ios::hex); // MODEL: pure
  S.unsetf(std::ios::hex); // MODEL: pure
  S.width(); // MODEL: pure
  S.precision(); // MODEL: pure
  S.exceptions(); // MODEL: pure
  S.fill(); // MODEL: pure
  S.tie(); // MODEL: pure
  static_cast<std::ios_base &>(S).imbue(std::locale()); // MODEL: pure
}

void reads(std::istream &I, std::string &S, char *Buf, int N) {
  I.tellg(); // MODEL: fd.check
  I.seekg(0); // MODEL: pure
  I.ignore(); // MODEL: pure
  I.peek(); // MODEL: pure
  I.gcount(); // MODEL: pure
  I.read(Buf, 4); // MODEL: fd.use
  I.readsome(Buf, 4); // MODEL: fd.use
  I.getline(Buf, 4); // MODEL: fd.use
  I.get(); // MODEL: fd.use
  I.get(*Buf); // MODEL: fd.use
  I >> N; // MODEL: fd.use
  I >> S; // MODEL: fd.use
  std::getline(I, S); // MODEL: fd.use
}

void writes(std::ostream &O, const char *C, int N) {
  O.tellp(); // MODEL: fd.check
  O.seekp(0); // MODEL: pure
  O.write(C, 4); // MODEL: fd.use
  O.put('x'); // MODEL: fd.use
  O << N; // MODEL: output
  O << C; // MODEL: output
  O << std::endl; // MODEL: output
  std::endl(O); // MODEL: output
  std::flush(O); // MODEL: output
  O.flush(); // MODEL: output
}
