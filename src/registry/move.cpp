// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/move.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "model/record.hpp"
#include "store/dump.hpp"
#include "store/packed.hpp"

namespace entente::registry {

namespace {

constexpr std::string_view kCompanion = "companion";

/// A sum over a table's rows that does not depend on their order: two tables with the same rows have the
/// same one, and another row makes another sum (each row counts with its SHA-256).
struct Digest {
  std::int64_t rows = 0;
  std::array<std::uint64_t, 4> sum{};
  bool operator==(const Digest&) const = default;

  void add(const store::Row& row) {
    base::Sha256Stream hash;
    const auto tagged = [&](char kind, std::string_view bytes) {
      hash.add(kind + std::to_string(bytes.size()) + ":");
      hash.add(bytes);
    };
    for (const auto& value : row) {
      if (const auto* number = std::get_if<std::int64_t>(&value))
        tagged('i', std::to_string(*number));
      else if (const auto* bytes = std::get_if<std::string>(&value))
        tagged('b', *bytes);
      else
        tagged('n', {});
    }
    const auto digest = hash.finish();
    for (std::size_t i = 0; i < sum.size(); ++i) {
      std::uint64_t part = 0;
      for (std::size_t j = 0; j < 8; ++j) part = part << 8 | digest[i * 8 + j];
      sum[i] += part;
    }
    ++rows;
  }
};

using Digests = std::map<std::string, Digest>;

/// Compares each body with its hash, as any reader finds it: its row may say no more than its place in a
/// pack.
class Revisions {
 public:
  Revisions(store::Store& store, const store::Table& table)
      : reader_(store.read()),
        encoding_(place(table, "encoding")),
        hash_(place(table, "hash")),
        body_(place(table, "body")),
        id_(place(table, "id")),
        version_(place(table, "version")) {}

  void check(const store::Row& row) {
    const auto& kept = std::get<std::string>(row[hash_]);
    std::array<std::uint8_t, 16> bytes{};
    const auto& id_bytes = std::get<std::string>(row[id_]);
    std::copy_n(id_bytes.begin(), std::min(id_bytes.size(), bytes.size()), bytes.begin());
    const base::Uuid id(bytes);
    const auto version = std::get<std::int64_t>(row[version_]);
    const auto hash = model::hash_of_body(body(id, version, row));
    if (std::equal(hash.begin(), hash.end(), kept.begin(), kept.end(),
                   [](std::uint8_t a, char b) { return a == static_cast<std::uint8_t>(b); }))
      return;
    throw base::Error("revision " + std::to_string(version) + " of " + id.str(),
                      "its body does not have the hash it was stored under",
                      "Restore it from a backup, and look for what changed the database.");
  }

 private:
  std::string body(const base::Uuid& id, std::int64_t version, const store::Row& row) {
    const auto encoding = std::get<std::int64_t>(row[encoding_]);
    if (encoding != store::kPlaced)
      return store::unpack(encoding, std::get<std::string>(row[body_]), store::kMostBody);
    auto found = reader_->revision(id, version);
    return found ? std::move(found->body) : std::string();
  }
  static std::size_t place(const store::Table& table, std::string_view name) {
    const auto found = std::ranges::find(table.columns, name, &store::TableColumn::name);
    if (found == table.columns.end())
      throw base::Error("table revision", "has no column " + std::string(name));
    return static_cast<std::size_t>(found - table.columns.begin());
  }
  std::unique_ptr<store::Reader> reader_;
  std::size_t encoding_, hash_, body_, id_, version_;
};

/// Walks through everything, and hands on each row.
Digests walk(store::Store& store, store::Dump& dump,
             const std::function<void(const store::Table&, const store::Row&)>& take) {
  Digests digests;
  for (const auto& table : dump.tables()) {
    auto& digest = digests[table.name];
    auto revisions = table.name == "revision" ? std::make_optional<Revisions>(store, table) : std::nullopt;
    dump.each(table, [&](const store::Row& row) {
      if (revisions) revisions->check(row);
      digest.add(row);
      take(table, row);
    });
  }
  return digests;
}

}  // namespace

std::int64_t stop_hooks(Register& reg) {
  std::int64_t count = 0;
  reg.store().write({"system"}, [&](store::UnitOfWork& unit) {
    count = 0;
    for (auto hook : unit.hooks().hooks()) {
      if (hook.state != store::HookState::active) continue;
      hook.state = store::HookState::stopped;
      unit.hooks().put(hook);
      ++count;
    }
  });
  return count;
}

std::string companion(Register& reg) {
  return reg.store().read()->note(kCompanion).value_or(std::string());
}

void set_companion(Register& reg, const std::string& text) {
  if (companion(reg) == text) return;
  reg.store().write({"system"}, [&](store::UnitOfWork& unit) { unit.set_note(kCompanion, text); });
}

MoveReport move_register(Register& from, Register& to,
                         const std::function<void(std::int64_t rows)>& progress) {
  constexpr std::int64_t kTellEvery = 1000;
  MoveReport report;
  Digests left;
  {
    const auto dump = from.store().dump();
    const auto fill = to.store().fill();
    if (dump->tables() != fill->tables())
      throw base::Conflict(
          "the two registers", "have not the same tables",
          "Open each with this version of Entente once ('entente search' will do), and try again.");
    left = walk(from.store(), *dump, [&](const store::Table& table, const store::Row& row) {
      fill->add(table, row);
      if (++report.rows % kTellEvery == 0 && progress) progress(report.rows);
    });
    fill->commit();
  }
  const auto arrived = walk(to.store(), *to.store().dump(), [](const store::Table&, const store::Row&) {});
  for (const auto& [table, digest] : left)
    if (const auto there = arrived.find(table); there == arrived.end() || there->second != digest)
      throw base::Error("table " + table, "did not arrive as it was sent",
                        "Empty the new place, and try again; the old one is as it was.");
  report.revisions = left.at("revision").rows;
  return report;
}

}  // namespace entente::registry
