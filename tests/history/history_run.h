// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/judge.h"
#include "history/stage.h"

#include <QRandomGenerator>

namespace cosftp::test {

/// Segments over a stage: clients at random, then rest, then everything is read and judged.
class HistoryRun
{
public:
    HistoryRun(Stage &stage, quint32 seed);

    /// How many commands were acknowledged, by verb; shows that not everything is refused.
    struct Count
    {
        int asked = 0;
        int acknowledged = 0;
    };
    using Counts = std::map<Verb, Count>;

    /// Empty `problem`: the segment came to its end.
    Verdict runSegment(const SegmentPlan &plan, QByteArray &problem);
    [[nodiscard]] qint64 commands() const { return m_recorder.commands(); }
    [[nodiscard]] const Counts &counts() const { return m_counts; }
    [[nodiscard]] const History &history() const { return m_recorder.history(); }

private:
    bool letClientsPlay(const SegmentPlan &plan);
    bool readAll();
    bool readOne(const QByteArray &name);
    bool clearRenamed();
    bool removeOne(const QByteArray &name);
    bool listOne(const QByteArray &folder);
    void count();

    Stage &m_stage;
    Recorder m_recorder;
    QRandomGenerator m_random;
    std::map<QByteArray, Content> m_standing;
    Counts m_counts;
};

SegmentPlan randomPlan(QRandomGenerator &random);
QByteArray toText(const SegmentPlan &plan);

}  // namespace cosftp::test
