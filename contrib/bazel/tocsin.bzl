# ===- tocsin.bzl - Tocsin on Bazel ---------------------------------------=== #
#
# Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===----------------------------------------------------------------------=== #
"""One action per source that captures it, one that links the units.

    load("@tocsin//:tocsin.bzl", "tocsin_report")
    tocsin_report(name = "races", deps = ["//server", "//tools:all_binaries"])

`bazel build //:races` writes races.sarif and races.txt. A source is captured
again when what it includes has changed, on this machine or another; the units
are linked again when one of them has.
"""

load("@bazel_tools//tools/cpp:toolchain_utils.bzl", "find_cpp_toolchain")

TocsinInfo = provider(
    doc = "What Tocsin knows of a target and those it depends on.",
    fields = {"units": "depset of unit files"},
)

_SOURCES = ["c", "cc", "cpp", "cxx", "c++", "C"]

def _flags(ctx, compilation, is_c):
    """The flags of the toolchain, the rule and its dependencies."""
    toolchain = find_cpp_toolchain(ctx)
    features = cc_common.configure_features(
        ctx = ctx,
        cc_toolchain = toolchain,
        requested_features = ctx.features,
        unsupported_features = ctx.disabled_features,
    )
    variables = cc_common.create_compile_variables(
        feature_configuration = features,
        cc_toolchain = toolchain,
        user_compile_flags = (ctx.fragments.cpp.copts +
                              (ctx.fragments.cpp.conlyopts if is_c else ctx.fragments.cpp.cxxopts) +
                              [ctx.expand_make_variables("copts", c, {}) for c in getattr(ctx.rule.attr, "copts", [])]),
        include_directories = compilation.includes,
        quote_include_directories = compilation.quote_includes,
        system_include_directories = compilation.system_includes,
        preprocessor_defines = depset(transitive = [
            compilation.defines,
            compilation.local_defines,
        ]),
    )
    return cc_common.get_memory_inefficient_command_line(
        feature_configuration = features,
        action_name = "c-compile" if is_c else "c++-compile",
        variables = variables,
    )

def _capture(target, ctx):
    before = [
        dep[TocsinInfo].units
        for dep in getattr(ctx.rule.attr, "deps", [])
        if TocsinInfo in dep
    ]
    units = []
    if CcInfo in target:
        compilation = target[CcInfo].compilation_context
        private = []
        sources = []
        for label in getattr(ctx.rule.attr, "srcs", []):
            for file in label.files.to_list():
                (sources if file.extension in _SOURCES else private).append(file)
        for source in sources:
            unit = ctx.actions.declare_file("%s.tocsin/%s.tsum" % (target.label.name, source.short_path))
            ctx.actions.run(
                executable = ctx.executable._tocsin,
                arguments = ["capture", "--quiet", "-o", unit.path, source.path, "--"] +
                            _flags(ctx, compilation, source.extension == "c"),
                inputs = depset([source] + private, transitive = [compilation.headers]),
                outputs = [unit],
                mnemonic = "TocsinCapture",
                progress_message = "Capturing " + source.short_path,
            )
            units.append(unit)
    return [TocsinInfo(units = depset(units, transitive = before))]

tocsin_capture = aspect(
    implementation = _capture,
    attr_aspects = ["deps"],
    attrs = {
        "_tocsin": attr.label(default = "@tocsin//:tocsin", executable = True, cfg = "exec", allow_files = True),
        "_cc_toolchain": attr.label(default = "@bazel_tools//tools/cpp:current_cc_toolchain"),
    },
    fragments = ["cpp"],
    toolchains = ["@bazel_tools//tools/cpp:toolchain_type"],
    incompatible_use_toolchain_transition = True,
)

def _report(ctx):
    units = depset(transitive = [dep[TocsinInfo].units for dep in ctx.attr.deps])
    arguments = ctx.actions.args()
    arguments.use_param_file("@%s")
    arguments.set_param_file_format("multiline")
    arguments.add("link")
    arguments.add("--exit-zero")
    arguments.add("--quiet")
    arguments.add_all(ctx.attr.options)
    arguments.add_all(["--sarif=" + ctx.outputs.sarif.path, "-o", ctx.outputs.text.path])
    config = ctx.files.config + ctx.files.models
    for file in ctx.files.config:
        arguments.add("--config-file=" + file.path)
    for file in ctx.files.models:
        arguments.add("--model=" + file.path)
    arguments.add_all(units)
    ctx.actions.run(
        executable = ctx.executable._tocsin,
        arguments = [arguments],
        # The sources are read for NOLINT, and for the lines that are shown.
        inputs = depset(ctx.files.sources + config, transitive = [units]),
        outputs = [ctx.outputs.sarif, ctx.outputs.text],
        mnemonic = "TocsinLink",
    )

tocsin_report = rule(
    implementation = _report,
    attrs = {
        "deps": attr.label_list(aspects = [tocsin_capture]),
        "sources": attr.label_list(allow_files = True, doc = "for NOLINT and fingerprints"),
        "config": attr.label(allow_single_file = True, doc = "a .clang-tidy file"),
        "models": attr.label_list(allow_files = True),
        "options": attr.string_list(doc = "of tocsin link"),
        "_tocsin": attr.label(default = "@tocsin//:tocsin", executable = True, cfg = "exec", allow_files = True),
    },
    outputs = {"sarif": "%{name}.sarif", "text": "%{name}.txt"},
)
