// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/nearest.h"

#include <algorithm>
#include <numeric>

namespace cosftp {

qsizetype editDistance(const QString &first, const QString &second)
{
    QList<qsizetype> row(second.size() + 1);
    std::iota(row.begin(), row.end(), qsizetype{0});
    for (qsizetype i = 0; i < first.size(); ++i) {
        qsizetype diagonal = row[0];
        row[0] = i + 1;
        for (qsizetype j = 0; j < second.size(); ++j) {
            const qsizetype replaced = diagonal + (first[i] == second[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.last();
}

QString nearest(const QString &word, const QStringList &words)
{
    const auto best = std::min_element(
        words.begin(), words.end(), [&](const QString &left, const QString &right) {
            return editDistance(word, left) < editDistance(word, right);
        });
    if (best == words.end())
        return {};
    const bool isNear = editDistance(word, *best) <= std::max(word.size(), best->size()) / 2;
    return isNear ? *best : QString();
}

}  // namespace cosftp
