// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace cosftp {

/// A list of words, one in each line: as high as its lines, within limits. Lines that somebody
/// pastes are taken, and so is a list that is divided as in the settings file.
class LinesEdit final : public QPlainTextEdit
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LinesEdit)

public:
    /// `separator` stands between the entries of the whole text.
    explicit LinesEdit(QChar separator, QWidget *parent = nullptr);
    ~LinesEdit() override = default;

    /// The entries in one line, "a, b", without empty ones and without blanks around them.
    [[nodiscard]] QString list() const;
    void setList(const QString &list);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

private:
    void onTextChanged();

    QChar m_separator;
    int m_shownLines = 0;
};

}  // namespace cosftp
