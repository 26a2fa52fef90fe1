# SPDX-License-Identifier: GPL-3.0-or-later
# cosftp_translations(TARGET): puts the .qm files into TARGET as the resource :/i18n, and makes the target
# `update_translations`, which reads the sources for new texts. English is a translation too: of plural forms.
function(cosftp_translations target)
    set(folder ${PROJECT_SOURCE_DIR}/translations)
    set(entries "")
    set(qm_files "")
    set(ts_files "")
    foreach(name cosftp_en cosftp_zh_CN)
        set(ts ${folder}/${name}.ts)
        set(qm ${CMAKE_CURRENT_BINARY_DIR}/${name}.qm)
        add_custom_command(OUTPUT ${qm}
            COMMAND Qt6::lrelease -silent ${ts} -qm ${qm} DEPENDS ${ts} VERBATIM)
        string(APPEND entries "<file>${name}.qm</file>")
        list(APPEND qm_files ${qm})
        list(APPEND ts_files ${ts})
    endforeach()
    set(qrc ${CMAKE_CURRENT_BINARY_DIR}/i18n.qrc)
    file(CONFIGURE OUTPUT ${qrc}
        CONTENT "<RCC><qresource prefix=\"/i18n\">${entries}</qresource></RCC>\n")
    set(source ${CMAKE_CURRENT_BINARY_DIR}/qrc_i18n.cpp)
    add_custom_command(OUTPUT ${source}
        COMMAND Qt6::rcc --name i18n ${qrc} -o ${source} DEPENDS ${qrc} ${qm_files} VERBATIM)
    set_source_files_properties(${source} PROPERTIES SKIP_AUTOGEN ON SKIP_PRECOMPILE_HEADERS ON)
    # The .qrc is ours to compile: AUTORCC must not see it.
    set_source_files_properties(${qrc} PROPERTIES SKIP_AUTORCC ON)
    target_sources(${target} PRIVATE ${source})

    add_custom_target(update_translations
        COMMAND Qt6::lupdate -no-obsolete -locations none -I gui -I app -I server gui app server
                -ts ${folder}/cosftp_zh_CN.ts
        COMMAND Qt6::lupdate -no-obsolete -locations none -pluralonly -I gui -I app -I server gui app server
                -ts ${folder}/cosftp_en.ts
        WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} VERBATIM)
endfunction()
