//===- Describe.cpp - The program describes itself ----------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Walks llvm::cl's register. Values of an option are read from what its parser
// knows by name.
//
//===----------------------------------------------------------------------===//

#include "Describe.h"
#include "Report/UnusedNoLint.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"
#include <map>

using namespace tocsin;
using llvm::StringRef;
namespace cl = llvm::cl;

namespace {

struct Described {
  std::string Flag; // "--jobs", "-j"
  StringRef Help;
  StringRef Value; // "file", "" if it takes none
};

using Options = std::vector<Described>;

} // namespace

static Options optionsOf(cl::SubCommand &Sub) {
  std::map<std::string, Described> Sorted;
  for (auto &Each : cl::getRegisteredOptions(Sub)) {
    const cl::Option &O = *Each.second;
    StringRef Name = Each.getKey();
    if (O.getOptionHiddenFlag() != cl::NotHidden || Name.empty())
      continue;
    std::string Flag = (Name.size() == 1 ? "-" : "--") + Name.str();
    StringRef Value = O.ValueStr;
    if (Value.empty() && O.getValueExpectedFlag() == cl::ValueRequired)
      Value = "value";
    Sorted[Name.str()] = {Flag, O.HelpStr, Value};
  }
  Options All;
  for (auto &Each : Sorted)
    All.push_back(std::move(Each.second));
  return All;
}

static std::vector<cl::SubCommand *> commands() {
  std::vector<cl::SubCommand *> All;
  for (cl::SubCommand *S : cl::getRegisteredSubcommands())
    if (S != &cl::SubCommand::getTopLevel() && !S->getName().empty())
      All.push_back(S);
  llvm::sort(All, [](auto *A, auto *B) { return A->getName() < B->getName(); });
  return All;
}

static bool namesFile(StringRef Value) {
  return Value == "file" || Value == "path" || Value == "dir";
}

static std::string words(const Options &All) {
  std::vector<std::string> Flags;
  for (const Described &D : All)
    Flags.push_back(D.Flag);
  return llvm::join(Flags, " ");
}

static std::string checks() {
  std::vector<std::string> Ids;
  for (const CheckInfo &C : report::reportableChecks())
    Ids.push_back(C.Id);
  return llvm::join(Ids, " ");
}

static void writeBash(llvm::raw_ostream &OS) {
  OS << "# bash completion for tocsin, made by `tocsin completion bash`\n"
        "_tocsin() {\n"
        "  local cur=${COMP_WORDS[COMP_CWORD]} command= word opts\n"
        "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
        "    case $word in\n    ";
  std::vector<std::string> Names;
  for (cl::SubCommand *S : commands())
    Names.push_back(S->getName().str());
  OS << llvm::join(Names, " | ") << ") command=$word; break ;;\n"
     << "    esac\n  done\n  case $command in\n";
  for (cl::SubCommand *S : commands())
    OS << "  " << S->getName() << ") opts='" << words(optionsOf(*S))
       << (S->getName() == "explain" ? " " + checks() : std::string())
       << (S->getName() == "completion" ? " bash zsh fish" : "") << "' ;;\n";
  OS << "  *) opts='" << words(optionsOf(cl::SubCommand::getTopLevel())) << ' '
     << llvm::join(Names, " ") << "' ;;\n  esac\n"
     << "  if [[ $cur == -* || $command == explain || "
        "$command == completion ]]; then\n"
        "    mapfile -t COMPREPLY < <(compgen -W \"$opts\" -- \"$cur\")\n"
        "  else\n"
        "    mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")\n"
        "    [[ $command ]] ||\n"
        "      mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -W "
        "\"$opts\" -- \"$cur\")\n"
        "  fi\n}\n"
        "complete -o filenames -F _tocsin tocsin\n";
}

/// Between single quotes; `Extra` are escaped with a backslash besides.
static std::string quoted(StringRef Text, StringRef Extra) {
  std::string Out;
  for (char C : Text)
    if (C == '\'')
      Out += "'\\''";
    else if (Extra.contains(C))
      (Out += '\\') += C;
    else
      Out += C;
  return Out;
}

static void writeZsh(llvm::raw_ostream &OS) {
  OS << "#compdef tocsin\n"
        "# made by `tocsin completion zsh`\n_tocsin() {\n"
        "  local -a opts commands\n  commands=(\n";
  for (cl::SubCommand *S : commands())
    OS << "    '" << S->getName() << ':' << quoted(S->getDescription(), ":")
       << "'\n";
  OS << "  )\n  case ${words[2]} in\n";
  auto Write = [&](cl::SubCommand &S) {
    OS << "opts=(\n";
    for (const Described &D : optionsOf(S))
      OS << "      '" << D.Flag << (D.Value.empty() ? "" : "=") << '['
         << quoted(D.Help, "[]:\\") << ']'
         << (D.Value.empty()      ? std::string()
             : namesFile(D.Value) ? ":" + D.Value.str() + ":_files"
                                  : ":" + quoted(D.Value, ":") + ":")
         << "'\n";
    OS << "    )";
  };
  for (cl::SubCommand *S : commands()) {
    OS << "  " << S->getName() << ")\n    ";
    Write(*S);
    OS << ";;\n";
  }
  OS << "  *)\n    ";
  Write(cl::SubCommand::getTopLevel());
  OS << "\n    (( CURRENT == 2 )) && _describe command commands\n    ;;\n"
        "  esac\n"
        "  [[ ${words[2]} == explain ]] && compadd "
     << checks() << "\n  _arguments -S \"$opts[@]\" '*:file:_files'\n}\n"
     << "_tocsin \"$@\"\n";
}

static void writeFish(llvm::raw_ostream &OS) {
  OS << "# made by `tocsin completion fish`\n";
  auto Write = [&](cl::SubCommand &S, StringRef When) {
    for (const Described &D : optionsOf(S)) {
      StringRef Flag = D.Flag;
      OS << "complete -c tocsin -n '" << When << "' "
         << (Flag.consume_front("--") ? "-l "
                                      : (Flag.consume_front("-"), "-s "))
         << Flag;
      if (!D.Value.empty())
        OS << (namesFile(D.Value) ? " -r -F" : " -x");
      OS << " -d '" << quoted(D.Help, "") << "'\n";
    }
  };
  Write(cl::SubCommand::getTopLevel(), "__fish_use_subcommand");
  for (cl::SubCommand *S : commands()) {
    OS << "complete -c tocsin -n __fish_use_subcommand -a " << S->getName()
       << " -d '" << quoted(S->getDescription(), "") << "'\n";
    Write(*S, ("__fish_seen_subcommand_from " + S->getName()).str());
  }
  OS << "complete -c tocsin -n '__fish_seen_subcommand_from explain' -f -a '"
     << checks() << "'\n"
     << "complete -c tocsin -n '__fish_seen_subcommand_from completion' -f -a "
        "'bash zsh fish'\n";
}

bool tool::writeCompletion(StringRef Shell, llvm::raw_ostream &OS) {
  if (Shell == "bash")
    writeBash(OS);
  else if (Shell == "zsh")
    writeZsh(OS);
  else if (Shell == "fish")
    writeFish(OS);
  else
    return false;
  return true;
}

/// Text of a manual page: dashes that may be copied, no control lines.
static std::string roff(StringRef Text) {
  std::string Out;
  for (char C : Text)
    if (C == '-')
      Out += "\\-";
    else if (C == '\\')
      Out += "\\e";
    else if (C == '\'')
      Out += "\\(aq";
    else
      Out += C;
  return StringRef(Out).starts_with(".") ? "\\&" + Out : Out;
}

static void writeOptions(const Options &All, llvm::raw_ostream &OS) {
  for (const Described &D : All) {
    OS << ".TP\n.B " << roff(D.Flag);
    if (!D.Value.empty())
      OS << (StringRef(D.Flag).starts_with("--") ? "=" : " ") << roff(D.Value);
    OS << '\n' << roff(D.Help) << '\n';
  }
}

void tool::writeManPage(llvm::raw_ostream &OS) {
  OS << ".TH TOCSIN 1 \"\" \"tocsin " TOCSIN_VERSION "\" \"User Commands\"\n"
        ".SH NAME\n"
        "tocsin \\- find decisions in C and C++ that are out of date when they "
        "are acted upon\n"
        ".SH SYNOPSIS\n.B tocsin\n[\\fBcheck\\fR] [\\fIoptions\\fR] "
        "[\\fIFILE\\fR|\\fIDIR\\fR]... [\\fB\\-\\-\\fR "
        "\\fICOMPILER\\-FLAGS\\fR]\n.br\n.B tocsin\n\\fICOMMAND\\fR "
        "[\\fIoptions\\fR]\n.SH DESCRIPTION\n"
        "Tocsin finds check\\-then\\-act windows: moments between a decision "
        "and the act that rests on it, in which somebody else can change what "
        "was decided about. Without a file it analyses everything in the "
        "compile database, which is searched upwards and in build*/.\n"
        ".SH COMMANDS\n";
  for (cl::SubCommand *S : commands())
    OS << ".TP\n.B " << roff(S->getName()) << '\n'
       << roff(S->getDescription()) << '\n';
  OS << ".SH OPTIONS\n";
  Options Top = optionsOf(cl::SubCommand::getTopLevel());
  writeOptions(Top, OS);
  for (cl::SubCommand *S : commands()) {
    Options Own = optionsOf(*S);
    llvm::erase_if(Own, [&](const Described &D) {
      return llvm::any_of(Top,
                          [&](const Described &T) { return T.Flag == D.Flag; });
    });
    if (Own.empty())
      continue;
    OS << ".SS Options of " << roff(S->getName()) << '\n';
    writeOptions(Own, OS);
  }
  OS << ".SH EXIT STATUS\n"
        ".TP\n.B 0\neverything was analysed, and nothing was found\n"
        ".TP\n.B 1\nfindings of the severity of \\-\\-fail\\-on or above\n"
        ".TP\n.B 2\nwrong option or configuration, no compile database, a "
        "report not written\n"
        ".TP\n.B 3\nno such finding, but a file could not be analysed\n"
        ".SH ENVIRONMENT\n"
        ".TP\n.B NO_COLOR\nif set and not empty, text has no colours\n"
        ".TP\n.B TOCSIN_RESOURCE_DIR\nas \\-\\-resource\\-dir\n"
        ".SH FILES\n"
        ".TP\n.B .clang\\-tidy\nwhich checks run, and their options\n"
        ".TP\n.B .tocsin.yaml\nhow the tool runs\n"
        ".TP\n.B .tocsin\\-model.yaml\nwhat functions of your own libraries "
        "do\n"
        ".SH SEE ALSO\n.BR clang\\-tidy (1)\n";
}
