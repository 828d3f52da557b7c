# shellcheck shell=bash
# From one line to QEMU's words: the language is that of the simulated hosts, as far as QEMU can build what it says.
#
#   4 cells, 2 sockets, 1 core, 2 threads, memory 4G 2560M 2560M 2560M, 2M:256, 1G:1, cards 0 2
#
#   N cells, N sockets     the cells are dealt out to the sockets in order
#   N cores, N threads     per cell; threads of a core are neighbours
#   N[GM] memory           of each cell; "memory A B .." one by one
#   memoryless ID ..       these cells have CPUs only
#   2M:N, 1G:N             pages set aside at boot on each cell with memory; "1G:A/B/.." one by one
#   distances A B / C D    rows; left out: 10, 12 within a socket, 21 across
#   cards ID ..            cells that have an SR-IOV card
#   kernel WORD ..         more words for the kernel's command line

DEFAULT_TOPOLOGY="4 cells, 2 sockets, 1 core, 2 threads, memory 4G 2560M 2560M 2560M, 2M:256, 1G:1, cards 0 2, kernel nohz_full=2-7"

# read_topology LINE: fills the variables below.
# shellcheck disable=SC2034 # lists are read by their names, in of_cell
read_topology() {
  local phrase words
  cells=1 sockets=0 cores=1 threads=1 cards=() kernel_words=() distances=()
  memory=() memoryless=() pages_2m=() pages_1g=()
  while read -r phrase; do
    read -ra words <<< "$phrase"
    case "$phrase" in
      *' cell'|*' cells') cells=${words[0]} ;;
      *' socket'|*' sockets') sockets=${words[0]} ;;
      *' core'|*' cores') cores=${words[0]} ;;
      *' thread'|*' threads') threads=${words[0]} ;;
      memory' '*) memory=("${words[@]:1}") ;;
      *' memory') memory=("${words[0]}") ;;
      memoryless' '*) memoryless=("${words[@]:1}") ;;
      2M:*) IFS=/ read -ra pages_2m <<< "${phrase#*:}" ;;
      1G:*) IFS=/ read -ra pages_1g <<< "${phrase#*:}" ;;
      distances' '*) IFS=/ read -ra distances <<< "${phrase#* }" ;;
      cards' '*) cards=("${words[@]:1}") ;;
      kernel' '*) kernel_words=("${words[@]:1}") ;;
      *) fail "topology: \"$phrase\" is not understood; see $scripts/topology.sh" ;;
    esac
  done < <(tr ',' '\n' <<< "$1")
  [ "$sockets" != 0 ] || sockets=$cells
  [ $((cells * cores % sockets)) = 0 ] || fail "topology: $((cells * cores)) cores do not make $sockets equal sockets"
}

# of_cell LIST CELL DEFAULT: from a list with one entry, or one for each cell.
of_cell() { local -n list=$1; echo "${list[$2]:-${list[0]:-$3}}"; }

is_memoryless() { [[ " ${memoryless[*]} " == *" $1 "* ]]; }

mib_of_cell() {
  local amount
  if is_memoryless "$1"; then echo 0; return; fi
  amount=$(of_cell memory "$1" 2G)
  case $amount in
    *G) echo $((${amount%G} * 1024)) ;;
    *M) echo "${amount%M}" ;;
    *) fail "topology: \"$amount\" of memory has no unit G or M" ;;
  esac
}

distance() {
  local row
  if [ ${#distances[@]} -gt 0 ]; then
    read -ra row <<< "${distances[$1]}"
    echo "${row[$2]}"
  elif [ "$1" = "$2" ]; then echo 10
  elif [ $(($1 * sockets / cells)) = $(($2 * sockets / cells)) ]; then echo 12
  else echo 21
  fi
}

# pages_word LIST: hugepages=0:256,1:256 as the kernel reads it.
pages_word() {
  local cell word=
  for ((cell = 0; cell < cells; cell++)); do
    is_memoryless "$cell" || word+="$cell:$(of_cell "$1" "$cell" 0),"
  done
  echo "hugepages=${word%,}"
}

# Fills the array "arguments" with QEMU's words for cells, CPUs and cards.
topology_arguments() {
  local cell other mib total=0 per_cell=$((cores * threads)) node
  arguments=(-smp "$((cells * per_cell)),sockets=$sockets,dies=1,cores=$((cells * cores / sockets)),threads=$threads")
  for ((cell = 0; cell < cells; cell++)); do
    mib=$(mib_of_cell "$cell")
    node="node,nodeid=$cell,cpus=$((cell * per_cell))-$(((cell + 1) * per_cell - 1))"
    if [ "$mib" != 0 ]; then
      arguments+=(-object "memory-backend-ram,id=memory$cell,size=${mib}M")
      node+=",memdev=memory$cell"
    fi
    arguments+=(-numa "$node")
    total=$((total + mib))
  done
  for ((cell = 0; cell < cells; cell++)); do
    for ((other = 0; other < cells; other++)); do
      [ "$cell" = "$other" ] || arguments+=(-numa "dist,src=$cell,dst=$other,val=$(distance "$cell" "$other")")
    done
  done
  arguments+=(-m "${total}M")
  card_arguments
}

# Each card hangs on a host bridge of its own, for only such a one knows its cell. All cards share one wire.
card_arguments() {
  local number=0 cell
  for cell in "${cards[@]}"; do
    arguments+=(
      -device "pxb-pcie,id=bridge$number,bus=pcie.0,bus_nr=$((16 + 48 * number)),numa_node=$cell"
      -device "pcie-root-port,id=port$number,bus=bridge$number,chassis=$((number + 1)),slot=$((number + 1)),mem-reserve=4M,pref32-reserve=4M"
      -netdev "hubport,id=wire$number,hubid=0"
      -device "igb,id=card$number,bus=port$number,netdev=wire$number,mac=52:54:00:aa:00:0$((number + 1)),romfile=")
    number=$((number + 1))
  done
}

# cable_arguments: adds a cable from the cards' wire to that of the lab host in another run folder, and nowhere else.
cable_arguments() {
  [ -n "${BEDPLATE_LAB_PEER:-}" ] || return 0
  arguments+=(
    -netdev "dgram,id=cable,local.type=unix,local.path=$run/cable,remote.type=unix,remote.path=$cache/$BEDPLATE_LAB_PEER/cable"
    -netdev "hubport,id=plug,hubid=0,netdev=cable")
}

# The kernel's words. All CPUs but those of the first core are kept free of everything but guests, as on a host with
# dedicated CPUs; else the JVM's threads spread over eight emulated CPUs and take ten times as long.
topology_kernel_words() {
  echo "isolcpus=$threads-$((cells * cores * threads - 1)) default_hugepagesz=2M hugepagesz=1G $(pages_word pages_1g)" \
    "hugepagesz=2M $(pages_word pages_2m) ${kernel_words[*]}"
}
