"""What can go wrong, in words meant for the person who must put it right.

* BacThangError
  + Misuse                  what was asked cannot be done as it was asked
    - UnknownName             no such question, document, indicator …
    - BadParameter            a value of the wrong type, missing, or not asked for
    - AmbiguousName           a name that several things have
    - UnreadableNumber        not the number of a document
    - UnfitFormat             an answer that cannot be written in the format asked for
    - AloneOverStore          files to be checked alone, and over a store
    - NothingChecked          no rule had anything to look at
    - UnknownSuffix           a file whose name tells of no RDF format
    - StoreAndGraph           both a built store and files to build from
    - BadPrefix               no path below which a site can lie
    - UnknownStore            a store URL that nothing here understands
    - NotReadable             a store that can only be built, not opened
    - MissingExtra            an optional package that is not installed
    - AnotherText             a file in the way of a draft
    - UnknownTable            a file of rules that is named as no table
    - FixedTable              … as one that is not added to
    - UnfitRequest            a request that is no query of the SPARQL protocol
      * NoQuery                 … asks nothing
      * SeveralQueries          … asks more than one thing
      * GarbledRequest          … is not UTF-8
      * UnfitBody               … has a body of another type
      * UnfitGraphName          … names a graph by what is no IRI
  + Unreadable              something to be read is absent or malformed
    - MissingAssets           the graph's own files are not where they should be
    - MissingFile             a file or folder that was named is not there
      * TextMissing             … the text of a file in data/texts/
    - UnreadableFile          a file that the system will not let us read
    - NothingToRead           a folder that should hold files holds none
    - NothingSaid             a file to be checked that says nothing
    - NoShapes                shape files without a shape
    - UnplacedFile            a file that belongs to no graph
    - MalformedFile           syntax: which file, which line, what
      * UndeclaredPrefix        … a prefix that we know, and the file does not declare
      * UnfitTable              … a table of rules that is ill made
    - BadQuery                a SPARQL text that does not parse
      * MalformedQuery          … that came from outside
    - BadQueryHeader          a question that does not say what it is, or not truly
    - NonCanonicalNumber      a decimal with a superfluous zero or sign
    - MalformedLiteral        a value that is none of the datatype it names
    - UnnameableNode          a blank node in a cycle, or used twice
    - IncompletePlace         a place in a text without its quote, position or source
    - NamedPlace              a place in a text that has an IRI of its author's
    - UnfitText               a text that cannot be drafted from
      * EmptyText               … it holds no words
      * BinaryText              … a kind of file that is not read
      * TextTooLarge            … more of it than is read
      * SwollenFile             … it unpacks beyond all bounds
      * DamagedFile             … it is not what it says it is
      * LockedFile              … it asks for a password
      * NoTextLayer             … pictures of pages
      * NotVietnamese           … in another language, or bare of diacritics
      * LegacyEncoding          … in letters from before Unicode
      * UnknownEncoding         … in no encoding that can be told
    - UnsupportedShape        a rule asks for what no check here would honour
    - IllFormedShape          a rule that is no SHACL
  + InconsistentGraph       the files are well formed, and contradict each other or the texts
    - UnknownSource           a place in a text that is not among the sources
    - MisplacedQuote          the quote stands elsewhere in its text
    - AbsentQuote             the quote is nowhere in its text
    - RecodedQuote            the quote is in its text, in other code points
    - RepeatedTriple          one statement in two files
    - AlteredText             a source text that is not the one whose hash is recorded
    - UnquotedText            a source text that no statement quotes
    - CircularParts           a provision that is part of itself
    - UnlabelledTerm          a label cannot be worded, for want of another label or value
    - Undefined               a name is used that nothing defines
    - UnidentifiedDocument    a document is spoken of, and no file says which it is
    - SecondValue             two values of a property that has one
    - UnfitValue              a value of another type than its property declares
    - UnquotedWords           words said to be printed that no quote of theirs holds
    - IncompleteTarget        a target without indicator, comparator or bound
    - OutsideDocuments        a part that is part of no document
    - UnwordedTerm            a controlled value that labels have no words for
    - SeveralFaults           several of these at once
  + StoreTrouble            the store itself
    - NoStore                 nothing was built at that place
    - StoreUnreadable         what is there is not a sound store
    - StoreDamaged            … its files are not those that its build left
    - NoRecord                a store that no build has filled
    - NoFindings              a store whose build has applied no rules
    - StoreLocked             another build is writing it
    - Occupied                something that is no store is in its place
    - StoreUnwritable         the file system refuses to write it
    - DiskFull                no room left; the store before is untouched
    - RemoteTrouble           the server that the store is behind
      * SecretInAddress         … named with a user or password in its URL
      * ServerAway              … cannot be reached
      * ServerSlow              … does not answer in time
      * ServerRefused           … wants to know who asks
      * OpenSecret              … is told so from a file that everybody may read
      * NoEndpoint              … does not speak SPARQL at that address
      * ServerFault             … cannot answer a query
      * GuessedTooLong          … guesses that it would take too long
      * HalfAnswer              … answers in part
      * MixedDefaultGraph       … shows rules and findings beside what the texts say
      * NoGraphStore            … cannot be written to at that address
      * QueryOnly               … is a front of ours, which is only read
      * PieceTooLarge           … takes no request as large as this
      * NotAsSent               … does not hold what was sent
      * PushedMeanwhile         … is being pushed to by somebody else
  + FailedQuery             a query that parses, and cannot be answered to its end
  + OutputUnwritable        tables and dumps cannot be written where they should go
  + CannotServe             the front cannot stand where it was told to
    - PortTaken               something else listens there
    - CannotListen            the system does not let us listen there
  + RefusedQuery            a query from outside that is not run, for what it says
    - ServiceRefused          … it would have the server ask another
    - UpdateRefused           … it is an update
    - TooNested               … brackets in one another beyond the limit
    - QueryTooLong            … more bytes than are read
    - UnknownGraphs           … a dataset of graphs that are not there
    - NoSuchForm              … its answer has none of the forms acceptable
    - UnfitForServer          … the server that holds the data cannot answer it
    - ServerFunctions         … it calls what only one kind of server has
  + OverLimit               a query from outside that was stopped
    - TimeLimit               … it ran for too long
    - MemoryLimit             … it took too much memory
    - RowLimit                … it gives too many rows
    - SizeLimit               … it gives too many bytes
  + Busy                    no worker was free for a query in time
  + Crowded                 too many queries of all clients at once
  + NoRoom                  an answer cannot be held, for all that are
  + TooManyAtOnce           a client asks too many queries at once
  + QueryCrashed            a query that brought down the process answering it
  + UnreadText              a text from outside that is not read
    - NothingGiven            … none was given
    - TextTooLong             … it is longer than may be
    - ReadingTooLong          … it took too long to read
    - ReadingTooLarge         … it took too much memory
    - ReadingCrashed          … it brought down the process reading it
  + ReadersBusy             as many texts are being read as may be at once
  + DataTrouble             the server that holds the data of a site, as its readers are told
    - DataAway                … cannot be reached
    - DataSlow                … does not answer in time
    - DataUnfit               … answers otherwise than it should
    - DataReplaced            … is being filled anew
    - DataDamaged             the files that hold the data, likewise
  + NoSuchThing             an address of something that the dataset does not know
  + DumpsPending            files to download that are still being written
  + DumpsFailed             … that could not be written
  + ListingsPending         lists of pages that are still being written
  + ListingsFailed          … that could not be written

Absence raises; it never becomes an empty answer. Every error states, in Vietnamese and in
English, what is wrong (``message``) and what to do (``remedy``).
"""

from .browsing import DumpsFailed, DumpsPending, ListingsFailed, ListingsPending, NoSuchThing
from .drafting import (
    AnotherText,
    BinaryText,
    DamagedFile,
    EmptyText,
    FixedTable,
    LegacyEncoding,
    LockedFile,
    NoTextLayer,
    NotVietnamese,
    SwollenFile,
    TextTooLarge,
    UnfitTable,
    UnfitText,
    UnknownEncoding,
    UnknownTable,
)
from .front import (
    Busy,
    Crowded,
    MalformedQuery,
    MemoryLimit,
    NoRoom,
    NoSuchForm,
    OverLimit,
    QueryCrashed,
    QueryTooLong,
    RefusedQuery,
    RowLimit,
    ServiceRefused,
    SizeLimit,
    TimeLimit,
    TooManyAtOnce,
    TooNested,
    UnknownGraphs,
    UpdateRefused,
)
from .inconsistent import (
    AbsentQuote,
    AlteredText,
    CircularParts,
    InconsistentGraph,
    MisplacedQuote,
    RecodedQuote,
    RepeatedTriple,
    SeveralFaults,
    Tell,
    UnknownSource,
    UnlabelledTerm,
    UnquotedText,
    refuse,
)
from .misuse import (
    AloneOverStore,
    AmbiguousName,
    BadParameter,
    MissingExtra,
    Misuse,
    NothingChecked,
    NotReadable,
    StoreAndGraph,
    UnfitFormat,
    UnknownName,
    UnknownStore,
    UnknownSuffix,
    UnreadableNumber,
)
from .protocol import (
    GarbledRequest,
    NoQuery,
    SeveralQueries,
    UnfitBody,
    UnfitGraphName,
    UnfitRequest,
)
from .readings import (
    NothingGiven,
    ReadersBusy,
    ReadingCrashed,
    ReadingTooLarge,
    ReadingTooLong,
    TextTooLong,
    UnreadText,
)
from .remote import (
    GuessedTooLong,
    HalfAnswer,
    MixedDefaultGraph,
    NoEndpoint,
    NoGraphStore,
    NotAsSent,
    OpenSecret,
    PieceTooLarge,
    PushedMeanwhile,
    QueryOnly,
    RemoteTrouble,
    SecretInAddress,
    ServerAway,
    ServerFault,
    ServerRefused,
    ServerSlow,
)
from .serving import BadPrefix, CannotListen, CannotServe, PortTaken
from .shapes import IllFormedShape, UnsupportedShape
from .trouble import (
    DiskFull,
    FailedQuery,
    NoFindings,
    NoRecord,
    NoStore,
    Occupied,
    OutputUnwritable,
    StoreDamaged,
    StoreLocked,
    StoreTrouble,
    StoreUnreadable,
    StoreUnwritable,
)
from .unreadable import (
    BadQuery,
    BadQueryHeader,
    IncompletePlace,
    MalformedFile,
    MalformedLiteral,
    MissingAssets,
    MissingFile,
    NamedPlace,
    NonCanonicalNumber,
    NoShapes,
    NothingSaid,
    NothingToRead,
    TextMissing,
    UndeclaredPrefix,
    UnnameableNode,
    UnplacedFile,
    Unreadable,
    UnreadableFile,
)
from .unsound import (
    IncompleteTarget,
    OutsideDocuments,
    SecondValue,
    Undefined,
    UnfitValue,
    UnidentifiedDocument,
    UnquotedWords,
    UnwordedTerm,
)
from .upstream import (
    DataAway,
    DataDamaged,
    DataReplaced,
    DataSlow,
    DataTrouble,
    DataUnfit,
    ServerFunctions,
    UnfitForServer,
)
from .words import (
    LANGS,
    BacThangError,
    Lang,
    Wording,
)

__all__ = [
    "LANGS",
    "AbsentQuote",
    "AloneOverStore",
    "AlteredText",
    "AmbiguousName",
    "AnotherText",
    "BacThangError",
    "BadParameter",
    "BadPrefix",
    "BadQuery",
    "BadQueryHeader",
    "BinaryText",
    "Busy",
    "CannotListen",
    "CannotServe",
    "CircularParts",
    "Crowded",
    "DamagedFile",
    "DataAway",
    "DataDamaged",
    "DataReplaced",
    "DataSlow",
    "DataTrouble",
    "DataUnfit",
    "DiskFull",
    "DumpsFailed",
    "DumpsPending",
    "EmptyText",
    "FailedQuery",
    "FixedTable",
    "GarbledRequest",
    "GuessedTooLong",
    "HalfAnswer",
    "IllFormedShape",
    "IncompletePlace",
    "IncompleteTarget",
    "InconsistentGraph",
    "Lang",
    "LegacyEncoding",
    "ListingsFailed",
    "ListingsPending",
    "LockedFile",
    "MalformedFile",
    "MalformedLiteral",
    "MalformedQuery",
    "MemoryLimit",
    "MisplacedQuote",
    "MissingAssets",
    "MissingExtra",
    "MissingFile",
    "Misuse",
    "MixedDefaultGraph",
    "NamedPlace",
    "NoEndpoint",
    "NoFindings",
    "NoGraphStore",
    "NoQuery",
    "NoRecord",
    "NoRoom",
    "NoShapes",
    "NoStore",
    "NoSuchForm",
    "NoSuchThing",
    "NoTextLayer",
    "NonCanonicalNumber",
    "NotAsSent",
    "NotReadable",
    "NotVietnamese",
    "NothingChecked",
    "NothingGiven",
    "NothingSaid",
    "NothingToRead",
    "Occupied",
    "OpenSecret",
    "OutputUnwritable",
    "OutsideDocuments",
    "OverLimit",
    "PieceTooLarge",
    "PortTaken",
    "PushedMeanwhile",
    "QueryCrashed",
    "QueryOnly",
    "QueryTooLong",
    "ReadersBusy",
    "ReadingCrashed",
    "ReadingTooLarge",
    "ReadingTooLong",
    "RecodedQuote",
    "RefusedQuery",
    "RemoteTrouble",
    "RepeatedTriple",
    "RowLimit",
    "SecondValue",
    "SecretInAddress",
    "ServerAway",
    "ServerFault",
    "ServerFunctions",
    "ServerRefused",
    "ServerSlow",
    "ServiceRefused",
    "SeveralFaults",
    "SeveralQueries",
    "SizeLimit",
    "StoreAndGraph",
    "StoreDamaged",
    "StoreLocked",
    "StoreTrouble",
    "StoreUnreadable",
    "StoreUnwritable",
    "SwollenFile",
    "Tell",
    "TextMissing",
    "TextTooLarge",
    "TextTooLong",
    "TimeLimit",
    "TooManyAtOnce",
    "TooNested",
    "UndeclaredPrefix",
    "Undefined",
    "UnfitBody",
    "UnfitForServer",
    "UnfitFormat",
    "UnfitGraphName",
    "UnfitRequest",
    "UnfitTable",
    "UnfitText",
    "UnfitValue",
    "UnidentifiedDocument",
    "UnknownEncoding",
    "UnknownGraphs",
    "UnknownName",
    "UnknownSource",
    "UnknownStore",
    "UnknownSuffix",
    "UnknownTable",
    "UnlabelledTerm",
    "UnnameableNode",
    "UnplacedFile",
    "UnquotedText",
    "UnquotedWords",
    "UnreadText",
    "Unreadable",
    "UnreadableFile",
    "UnreadableNumber",
    "UnsupportedShape",
    "UnwordedTerm",
    "UpdateRefused",
    "Wording",
    "refuse",
]
