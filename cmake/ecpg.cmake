# ecpg_compile(OUT file.pgc ...): turns embedded SQL into C in the build folder and lists the results in OUT.
# -t: autocommit, so that BEGIN and COMMIT are ours; never -r prepare (its statement cache is shared between threads).
# Absolute paths make gcc, gdb and gcov point into the .pgc.
# SPDX-License-Identifier: MIT
file(GLOB ECPG_INCLUDES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/pgc/*.pgh ${CMAKE_SOURCE_DIR}/pgc/*/*.pgh)
function(ecpg_compile OUT)
  set(generated "")
  foreach(source ${ARGN})
    file(RELATIVE_PATH relative ${CMAKE_SOURCE_DIR} ${source})
    string(REGEX REPLACE "\\.pgc$" ".c" relative ${relative})
    set(target ${CMAKE_BINARY_DIR}/ecpg/${relative})
    get_filename_component(folder ${target} DIRECTORY)
    file(MAKE_DIRECTORY ${folder})
    add_custom_command(OUTPUT ${target}
      COMMAND ${ECPG_PROGRAM} -t -I ${CMAKE_SOURCE_DIR}/pgc -o ${target} ${source}
      DEPENDS ${source} ${ECPG_INCLUDES}
      COMMENT "ecpg ${relative}" VERBATIM)
    list(APPEND generated ${target})
  endforeach()
  set(${OUT} ${generated} PARENT_SCOPE)
endfunction()
