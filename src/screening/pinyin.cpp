// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/pinyin.hpp"

#include <unicode/translit.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/han.hpp"

namespace entente::screening {
namespace {

class Readings {
 public:
  Readings() {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::Transliterator> latin(
        icu::Transliterator::createInstance("Han-Latin; Latin-ASCII", UTRANS_FORWARD, status));
    if (U_FAILURE(status)) throw base::Error("Han-Latin", u_errorName(status), "Check the ICU installation.");
    // One to a line: ICU knows words, too, in which a character is read otherwise.
    icu::UnicodeString lines;
    for (UChar32 c = base::kFirstHan; c <= base::kLastHan; ++c) lines.append(c).append(u'\n');
    latin->transliterate(lines);
    lines.toUTF8String(text_);
    std::size_t from = 0;
    for (auto& [at, size] : places_) {
      const auto end = std::min(text_.find('\n', from), text_.size());
      const auto line = std::string_view(text_).substr(from, end - from);
      if (std::ranges::all_of(line, [](char c) { return c >= 'a' && c <= 'z'; }))
        at = static_cast<std::uint32_t>(from), size = static_cast<std::uint32_t>(line.size());
      from = std::min(end + 1, text_.size());
    }
  }
  std::string_view operator[](UChar32 c) const {
    const auto [at, size] = places_.at(static_cast<std::size_t>(c - base::kFirstHan));
    return std::string_view(text_).substr(at, size);
  }

 private:
  std::string text_;
  std::array<std::pair<std::uint32_t, std::uint32_t>, base::kLastHan - base::kFirstHan + 1> places_{};
};

using Pair = std::pair<std::string_view, std::string_view>;

/// Whole syllables that follow no rule.
constexpr Pair kWhole[] = {
    {"zi", "tzu"},    {"ci", "tzu"},  {"si", "szu"},  {"zhi", "chih"}, {"chi", "chih"}, {"shi", "shih"},
    {"ri", "jih"},    {"er", "erh"},  {"yi", "i"},    {"ye", "yeh"},   {"yan", "yen"},  {"you", "yu"},
    {"yong", "yung"}, {"ge", "ko"},   {"ke", "ko"},   {"he", "ho"},    {"gui", "kuei"}, {"kui", "kuei"},
    {"guo", "kuo"},   {"kuo", "kuo"}, {"huo", "huo"}, {"shuo", "shuo"}};
constexpr Pair kPinyinInitials[] = {{"zh", "ch"}, {"ch", "ch"}, {"sh", "sh"}, {"r", "j"},
                                    {"z", "ts"},  {"c", "ts"},  {"j", "ch"},  {"q", "ch"},
                                    {"x", "hs"},  {"b", "p"},   {"d", "t"},   {"g", "k"}};
constexpr Pair kPinyinFinals[] = {{"iong", "iung"}, {"ong", "ung"}, {"ian", "ien"},
                                  {"uo", "o"},      {"ie", "ieh"},  {"ue", "ueh"}};

/// In the order of letters.
constexpr std::string_view kPinyin =
    "a ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu ca cai can cang "
    "cao ce cen ceng cha chai chan chang chao che chen cheng chi chong chou chu chua chuai chuan "
    "chuang chui chun chuo ci cong cou cu cuan cui cun cuo da dai dan dang dao de den deng di dian "
    "diao die ding diu dong dou du duan dui dun duo e en eng er fa fan fang fei fen feng fo fou fu "
    "ga gai gan gang gao ge gei gen geng gong gou gu gua guai guan guang gui gun guo ha hai han hang "
    "hao he hei hen heng hong hou hu hua huai huan huang hui hun huo ji jia jian jiang jiao jie jin "
    "jing jiong jiu ju juan jue jun ka kai kan kang kao ke ken keng kong kou ku kua kuai kuan kuang "
    "kui kun kuo la lai lan lang lao le lei leng li lia lian liang liao lie lin ling liu long lou lu "
    "luan lue lun luo ma mai man mang mao me mei men meng mi mian miao mie min ming miu mo mou mu na "
    "nai nan nang nao ne nei nen neng ni nian niang niao nie nin ning niu nong nu nuan nue nuo ou pa "
    "pai pan pang pao pei pen peng pi pian piao pie pin ping po pou pu qi qia qian qiang qiao qie "
    "qin qing qiong qiu qu quan que qun ran rang rao re ren reng ri rong rou ru rua ruan rui run ruo "
    "sa sai san sang sao se sen seng sha shai shan shang shao she shen sheng shi shou shu shua shuai "
    "shuan shuang shui shun shuo si song sou su suan sui sun suo ta tai tan tang tao te teng ti tian "
    "tiao tie ting tong tou tu tuan tui tun tuo wa wai wan wang wei wen weng wo wu xi xia xian xiang "
    "xiao xie xin xing xiong xiu xu xuan xue xun ya yan yang yao ye yi yin ying yong you yu yuan yue "
    "yun za zai zan zang zao ze zei zen zeng zha zhai zhan zhang zhao zhe zhen zheng zhi zhong zhou "
    "zhu zhua zhuai zhuan zhuang zhui zhun zhuo zi zong zou zu zuan zui zun zuo";
constexpr std::uint32_t kSyllables = 512;  ///< more than there are

const std::vector<std::string_view>& syllables() {
  static const std::vector<std::string_view> all = [] {
    std::vector<std::string_view> parts;
    for (std::size_t from = 0; from < kPinyin.size();) {
      const auto end = std::min(kPinyin.find(' ', from), kPinyin.size());
      parts.push_back(kPinyin.substr(from, end - from));
      from = end + 1;
    }
    return parts;
  }();
  return all;
}

/// Where the second of two syllables begins: the longest first one after which a consonant begins another, as
/// readers of pinyin part a word. 0: it is no such word.
std::size_t second_syllable(std::string_view latin) {
  const auto known = [](std::string_view syllable) {
    return std::ranges::binary_search(syllables(), syllable);
  };
  for (std::size_t at = latin.size() > 2 ? latin.size() - 1 : 0; at >= 1; --at) {
    const bool vowel = std::string_view("aeo").find(latin[at]) != std::string_view::npos;
    if (!vowel && known(latin.substr(0, at)) && known(latin.substr(at))) return at;
  }
  return 0;
}

}  // namespace

std::string_view pinyin_of(UChar32 han) {
  static const Readings readings;
  return readings[han];
}

std::string wade_giles(std::string_view pinyin) {
  for (const auto& [from, to] : kWhole)
    if (pinyin == from) return std::string(to);
  std::string out;
  for (const auto& [from, to] : kPinyinInitials)
    if (pinyin.starts_with(from)) {
      out = to;
      pinyin.remove_prefix(from.size());
      break;
    }
  for (const auto& [from, to] : kPinyinFinals)
    if (pinyin.ends_with(from)) return out.append(pinyin.substr(0, pinyin.size() - from.size())).append(to);
  return out.append(pinyin);
}

std::uint32_t pinyin_word(std::string_view latin) {
  constexpr std::size_t kLongest = 12;
  if (latin.size() > kLongest) return 0;
  const auto& all = syllables();
  const auto number = [&all](std::string_view syllable) -> std::uint32_t {
    const auto at = std::ranges::lower_bound(all, syllable);
    return at != all.end() && *at == syllable ? static_cast<std::uint32_t>(at - all.begin()) + 1 : 0;
  };
  if (const auto one = number(latin); one != 0) return one;
  const auto at = second_syllable(latin);
  return at == 0 ? 0 : number(latin.substr(0, at)) * kSyllables + number(latin.substr(at));
}

std::string wade_giles_of_word(std::string_view latin) {
  constexpr std::size_t kShortest = 4;
  if (latin.size() < kShortest || pinyin_word(latin) < kSyllables) return {};
  const auto at = second_syllable(latin);
  auto word = wade_giles(latin.substr(0, at)) + wade_giles(latin.substr(at));
  return word == latin ? std::string() : word;
}

}  // namespace entente::screening
