// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// entente_screening_load authored FILE | authored-mistakes FILE | quality FOLDER | speed FOLDER | million
// FOLDER | mistakes FOLDER | negatives FOLDER
//
// A line for each figure: name|value|least|most|unit|goal|better|peer|what the peer has.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <string>

#include "authored.hpp"
#include "quality.hpp"
#include "screening/token.hpp"
#include "speed.hpp"

namespace {

using namespace entente;
using namespace entente::screening_sets;

constexpr double kThreshold = 0.70;

void say(const std::string& name, double value, const std::string& unit, const std::string& goal,
         const std::string& better = "higher", const std::string& peer = "|", double least = -1,
         double most = -1) {
  const auto between =
      least == -1 && most == -1 ? std::string("|") : fmt::format("{:.3f}|{:.3f}", least, most);
  fmt::print("{}|{:.4f}|{}|{}|{}|{}|{}\n", name, value, between, unit, goal, better, peer);
}

void say_pairs(const std::string& name, const std::vector<ScoredPair>& pairs) {
  const auto figures = figures_of(pairs, kThreshold);
  say(name + ", F1", figures.ours.f1, "", "null", "higher", fmt::format("logic-v2|{:.4f}", figures.peer.f1));
  say(name + ", F1, difference", figures.ours.f1 - figures.peer.f1, "", "0", "higher", "|", figures.f1_least,
      figures.f1_most);
  say(name + ", AUC", figures.ours.auc, "", "null", "higher",
      fmt::format("logic-v2|{:.4f}", figures.peer.auc));
  say(name + ", AUC, difference", figures.ours.auc - figures.peer.auc, "", "0", "higher", "|",
      figures.auc_least, figures.auc_most);
}

void say_recall(const std::string& name, const RecallFigures& figures, const std::string& goal, bool mistakes,
                const std::string& peer = "|") {
  say(fmt::format("{} ({} of {})", name, figures.found, figures.asked), figures.recall(), "", goal, "higher",
      peer);
  if (!mistakes) return;
  fmt::print("  threshold {:.4f}\n", figures.threshold);
  for (const auto& one : figures.missed) fmt::print("  {}\n", one);
}

std::vector<LabelledPair> hand_made(const std::vector<LabelledPair>& all) {
  std::vector<LabelledPair> out;
  for (const auto& pair : all) {
    if (pair.group.starts_with("nk_")) out.push_back(pair);
  }
  return out;
}

void quality(const std::string& folder, bool mistakes) {
  const auto pairs = labelled_pairs(folder);
  const auto scored = score_pairs(pairs);
  if (mistakes) {
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      if ((scored[i].ours >= kThreshold) != pairs[i].match)
        fmt::print("  {} {} {:.3f} (peer {:.3f}) {} | {}\n", pairs[i].group,
                   pairs[i].match ? "missed" : "wrong", scored[i].ours, scored[i].peer, pairs[i].a,
                   pairs[i].b);
    }
  }
  say_pairs("labelled pairs, all", scored);
  say_pairs("labelled pairs, hand-made", score_pairs(hand_made(pairs)));

  const auto list = un_list(folder);
  const screening::Screener screener(std::span(&list, 1));
  const auto negatives = un_negatives(folder);
  const auto positives = un_positives(folder);
  say_recall("UN list, recall at a false-positive rate of 0.1 %",
             recall_at(screener, list, positives, negatives, 0.001), "0.995", mistakes);
  say_recall("UN list, the same, of names with words not listed as they stand",
             recall_at(screener, list, not_listed_as_they_stand(list, positives), negatives, 0.001), "0.97",
             mistakes);

  const auto latin = un_list(folder, false);
  const screening::Screener by_latin(std::span(&latin, 1));
  say_recall("original script, first hit", recall_first(by_latin, latin, un_original_script(folder, "", "")),
             "0.95", mistakes);
  say_recall("original script, Arabic persons at 1 % false positives",
             recall_at(by_latin, latin, un_original_script(folder, "person", "ARABIC"), negatives, 0.01),
             "0.75", mistakes);

  std::vector<std::string> names;
  for (const auto& one : positives) names.push_back(one.name);
  for (const auto& one : un_original_script(folder, "", "")) names.push_back(one.name);
  for (std::size_t i = 0; i < negatives.size(); i += 10) names.push_back(negatives[i]);
  say_recall("hits of a scan that the index finds", recall_of_index(screener, names, kThreshold), "0.998",
             mistakes);

  std::size_t as_said = 0;
  std::size_t cross = 0;
  for (const auto& row : read_csv(folder + "/cross_script_pairs.csv")) {
    const auto hit = screening::compare(party_of(row.at(0)), party_of(row.at(1)));
    ++cross;
    as_said += hit.score >= kThreshold ? 1 : 0;
    if (mistakes && hit.score < kThreshold) fmt::print("  {} | {} {:.3f}\n", row.at(0), row.at(1), hit.score);
  }
  say(fmt::format("pairs across scripts at the threshold ({} of {})", as_said, cross),
      static_cast<double>(as_said) / static_cast<double>(cross), "", "null");
}

void organisations(const std::string& folder) {
  for (const auto& one : organisations_by_language(folder))
    say_recall(fmt::format("organisations, {} to {}, first hit", one.asked, one.listed), one.figures, "null",
               false);
}

void speed(const std::string& folder, std::size_t grown) {
  std::vector<screening::List> lists{un_list(folder), ofac_list(folder)};
  const auto asked = queries(lists, un_negatives(folder), 5000);
  const std::string of = grown ? "1 M names" : "UN and OFAC";
  if (grown) lists.push_back(recombined(lists, grown));
  std::size_t names = 0;
  for (const auto& list : lists) {
    for (const auto& entry : list.entries) names += entry.party.names.size();
  }
  const screening::Screener screener(lists);
  const auto ours = speed_of(screener, asked, false);
  const auto scan = speed_of(screener, std::vector(asked.begin(), asked.begin() + (grown ? 10 : 50)), true);
  say(fmt::format("{}, {} names, queries", of, names), ours.per_second, "1/s of CPU", grown ? "1000" : "5000",
      "higher", fmt::format("a scan|{:.1f}", scan.per_second));
  say(of + ", a query, median", ours.median_ms, "ms", "null", "lower",
      fmt::format("a scan|{:.2f}", scan.median_ms));
  say(of + ", a query, 99th of 100", ours.p99_ms, "ms", grown ? "null" : "1", "lower",
      fmt::format("a scan|{:.2f}", scan.p99_ms));
}

/// The negatives that come nearest, with what they come near to: what a score at a low rate is made of.
void nearest_negatives(const std::string& folder) {
  const auto list = un_list(folder);
  const screening::Screener screener(std::span(&list, 1));
  std::vector<std::pair<double, std::string>> all;
  for (const auto& name : un_negatives(folder)) {
    screening::Settings settings;
    settings.limit = 1;
    settings.threshold = 0.5;
    for (const auto& hit : screener.screen(party_of(name), settings))
      all.emplace_back(hit.score,
                       fmt::format("{:.3f} {:.2f} {} -> {}", hit.score, hit.evidence, name, hit.listed_name));
  }
  std::ranges::sort(all, std::greater<>{});
  for (std::size_t i = 0; i < all.size() && i < 60; ++i) fmt::print("{}\n", all[i].second);
}

void compared(const std::string& a, const std::string& b, screening::Kind kind) {
  const auto hit = screening::compare(party_of(a, kind), party_of(b, kind));
  fmt::print("{:.4f} {:.3f}\n", hit.score, hit.evidence);
  for (const auto& pair : hit.pairs)
    fmt::print("  {} | {} {} {:.3f} {:.3f}\n", pair.asked, pair.listed, name_of(pair.likeness),
               pair.similarity, pair.weight);
  for (const auto& text : {a, b}) {
    for (const auto& token : screening::tokens_of(text, kind)) {
      fmt::print("  {} folded={} skeleton={} class={}{}{}:", token.written, token.folded, token.skeleton,
                 token.equivalents, token.particle ? " particle" : "", token.legal_form ? " legal" : "");
      for (const auto& form : token.forms) fmt::print(" {}", form);
      fmt::print("\n");
    }
  }
}

/// What the pairs written for this come to, by language and by script; with `mistakes` each that is wrong.
void authored(const std::string& file, bool mistakes) {
  const auto scored = score_authored(file);
  for (std::size_t i = 0; mistakes && i < scored.pairs.size(); ++i) {
    const auto& pair = scored.pairs[i];
    if ((scored.scores[i] >= kThreshold) != pair.match)
      fmt::print("  {} {:.3f} {} {} | {} ({})\n", pair.match ? "missed" : "wrong ", scored.scores[i],
                 pair.language, pair.a, pair.b, pair.about);
  }
  for (const auto& part : scored.figures(kThreshold)) {
    say(fmt::format("authored pairs, {}, F1 ({} of {} found, {} of {} taken)", part.of, part.found,
                    part.matches, part.taken, part.others),
        part.f1(), "", "null");
    if (part.matches > 0 && part.others > 0)
      say("authored pairs, " + part.of + ", AUC", part.auc, "", "null");
  }
}

}  // namespace

int main(int count, char** arguments) {
  const std::string what = count > 2 ? arguments[1] : "";
  try {
    if (what == "organisations") return organisations(arguments[2]), 0;
    if (what == "quality" || what == "mistakes") return quality(arguments[2], what == "mistakes"), 0;
    if (what == "authored" || what == "authored-mistakes")
      return authored(arguments[2], what == "authored-mistakes"), 0;
    if (what == "negatives") return nearest_negatives(arguments[2]), 0;
    if (what == "compare" && count > 4)
      return compared(arguments[2], arguments[3],
                      screening::kind_named(arguments[4]).value_or(screening::Kind::unknown)),
             0;
    if (what == "speed") return speed(arguments[2], 0), 0;
    if (what == "million") return speed(arguments[2], 1'000'000), 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "entente_screening_load: {}\n", error.what());
    return 1;
  }
  fmt::print(stderr,
             "usage: entente_screening_load authored[-mistakes] FILE\n       "
             "entente_screening_load quality|mistakes|negatives|organisations|speed|million FOLDER\n       "
             "entente_screening_load compare NAME NAME KIND\n");
  return 2;
}
